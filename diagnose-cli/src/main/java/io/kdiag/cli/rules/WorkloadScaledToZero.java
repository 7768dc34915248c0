package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Ingress;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workload is scaled to zero though others call the Service that leads to it. Without a caller it
 * is taken for being off on purpose.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment">Scaling
 *     a Deployment</a>
 */
final class WorkloadScaledToZero implements ClusterRule {

  @Override
  public String code() {
    return "WorkloadScaledToZero";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    List<Callers.Call> calls = null;
    for (Service service : cluster.objects().services()) {
      Workload off = service.spec().selector().isEmpty() ? null : off(cluster, service);
      if (off != null) {
        calls = calls == null ? Callers.in(cluster) : calls;
        List<String> callers = callers(cluster, service, calls);
        if (!callers.isEmpty()) {
          findings.add(finding(cluster, now, service, off, callers));
        }
      }
    }
    return findings;
  }

  /** The workload behind it, where none of those behind it wants a pod and there is none. */
  private static @Nullable Workload off(ClusterEvidence cluster, Service service) {
    List<Workload> behind = ServiceWorkloads.behind(cluster, service);
    boolean off =
        !behind.isEmpty()
            && behind.stream().allMatch(WorkloadScaledToZero::isOff)
            && cluster.objects().podsOf(service).isEmpty();
    return off ? behind.getFirst() : null;
  }

  private static boolean isOff(Workload workload) {
    boolean scales =
        workload.kind() == Kind.DEPLOYMENT
            || workload.kind() == Kind.STATEFUL_SET
            || workload.kind() == Kind.REPLICA_SET;
    return scales && workload.wanted() == 0;
  }

  private static List<String> callers(
      ClusterEvidence cluster, Service service, List<Callers.Call> calls) {
    List<String> callers = new ArrayList<>();
    for (Callers.Call call : calls) {
      if (call.goesTo(service.namespace(), service.name())) {
        callers.add(call.pod().object() + " calls it: " + call.text());
      }
    }
    for (Ingress ingress : cluster.objects().all(Kind.INGRESS, Ingress.class)) {
      boolean leads =
          ingress.namespace().equals(service.namespace())
              && ingress.backends().stream().anyMatch(each -> each.name().equals(service.name()));
      if (leads) {
        callers.add(ingress.object() + " leads there");
      }
    }
    return callers;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Service service, Workload off, List<String> callers) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                off.object(),
                "it is scaled to 0, though service "
                    + service.name()
                    + ", which leads to it, is"
                    + " still called")
            .evidence(now, cluster.source(), off.object() + " spec.replicas: 0");
    callers.stream().limit(3).forEach(each -> finding.evidence(now, cluster.source(), each));
    return finding
        .look("See who scaled it and when", "kdiag timeline " + Kubectl.name(off))
        .disruptive(
            "Scale it up again, if it was not meant to be off",
            "kubectl scale " + Kubectl.name(off) + " --replicas=1",
            "kubectl get endpoints " + service.name() + " -n " + service.namespace(),
            "kubectl scale " + Kubectl.name(off) + " --replicas=0")
        .build();
  }

  /** What fails in those who call it, and cannot be told apart from it. */
  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null || !(cluster.objects().find(cause.object()) instanceof Workload workload)) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    for (Callers.Call call : Callers.in(cluster)) {
      Service service =
          cluster.objects().service(call.address().namespace(), call.address().name());
      if (service != null && ServiceWorkloads.behind(cluster, service).contains(workload)) {
        String pod = call.pod().object();
        keys.add("ConnectionRefused@" + pod);
        keys.add("ConnectionTimedOut@" + pod);
      }
    }
    return keys;
  }
}
