package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Endpoints;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.LabelSelector;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Service's selector takes no pod, and none that any workload would make: whoever calls it is
 * refused or waits.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Service</a>
 */
final class ServiceSelectsNoPods implements ClusterRule {

  @Override
  public String code() {
    return "ServiceSelectsNoPods";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    List<Callers.Call> calls = List.of();
    for (Service service : cluster.objects().services()) {
      if (selectsNothing(cluster, service)) {
        calls = calls.isEmpty() ? Callers.in(cluster) : calls;
        findings.add(finding(cluster, now, service, calls));
      }
    }
    return findings;
  }

  private static boolean selectsNothing(ClusterEvidence cluster, Service service) {
    return !service.spec().selector().isEmpty()
        && !service.spec().type().equals("ExternalName")
        && cluster.objects().complete(Kind.POD, service.namespace())
        && cluster.objects().complete(Kind.DEPLOYMENT, service.namespace())
        && cluster.objects().podsOf(service).isEmpty()
        && ServiceWorkloads.behind(cluster, service).isEmpty()
        && !leadsSomewhere(cluster, service);
  }

  /** Somebody has written its endpoints by hand. */
  private static boolean leadsSomewhere(ClusterEvidence cluster, Service service) {
    return cluster.objects().find(Kind.ENDPOINTS, service.namespace(), service.name())
            instanceof Endpoints endpoints
        && endpoints.ready() > 0;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Service service, List<Callers.Call> calls) {
    String selector = new LabelSelector(service.spec().selector(), List.of()).text();
    Workload near = ServiceWorkloads.near(cluster, service);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                service.object(),
                "its selector " + selector + " matches no pod" + meant(service, near))
            .since(service.metadata().creationTimestamp())
            .evidence(now, cluster.source(), "spec.selector: " + selector + ", pods: 0");
    if (near != null) {
      finding.evidence(
          now,
          cluster.source(),
          Kubectl.kindAndName(near)
              + " makes pods with "
              + new LabelSelector(near.template().metadata().labels(), List.of()).text());
    }
    calls.stream()
        .filter(call -> call.goesTo(service.namespace(), service.name()))
        .limit(2)
        .forEach(call -> finding.evidence(now, call.pod().object(), "calls it: " + call.text()));
    return finding
        .look(
            "Compare the labels of the pods that are there",
            "kubectl get pods -n " + service.namespace() + " --show-labels")
        .disruptive(
            "Correct the selector of the service (or the labels of the pods)",
            "kubectl edit " + Kubectl.name(service),
            "kubectl get endpoints " + service.name() + " -n " + service.namespace(),
            "kubectl edit it back")
        .build();
  }

  private static String meant(Service service, @Nullable Workload near) {
    if (near == null) {
      return ", and no workload makes any that it would";
    }
    Map<String, String> labels = near.template().metadata().labels();
    List<String> differing = new ArrayList<>();
    service
        .spec()
        .selector()
        .forEach(
            (key, value) -> {
              String there = labels.get(key);
              if (!value.equals(there)) {
                differing.add(there == null ? "no " + key : key + "=" + there);
              }
            });
    return ": the pods of "
        + Kubectl.kindAndName(near)
        + " have "
        + String.join(", ", differing)
        + " instead";
  }
}
