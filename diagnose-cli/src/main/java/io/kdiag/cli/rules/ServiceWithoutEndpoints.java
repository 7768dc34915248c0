package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A Service has pods, or a workload that should make them, and none of them is ready: nobody
 * answers there. A consequence of whatever keeps the pods from being ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Service</a>
 */
final class ServiceWithoutEndpoints implements ClusterRule {
  private static final Duration SETTLED = Duration.ofSeconds(30);

  @Override
  public String code() {
    return "ServiceWithoutEndpoints";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Service service : cluster.objects().services()) {
      if (isMeantToAnswer(service) && !answers(cluster, service) && isOld(service, now)) {
        findings.add(finding(cluster, now, service));
      }
    }
    return findings.stream().filter(each -> !each.evidence().isEmpty()).toList();
  }

  private static boolean isMeantToAnswer(Service service) {
    return !service.spec().selector().isEmpty()
        && !service.spec().publishNotReadyAddresses()
        && !service.spec().type().equals("ExternalName");
  }

  private static boolean answers(ClusterEvidence cluster, Service service) {
    return cluster.objects().podsOf(service).stream()
        .anyMatch(pod -> pod.ready() && !pod.terminating());
  }

  private static boolean isOld(Service service, Instant now) {
    Instant created = service.metadata().creationTimestamp();
    return created == null || created.isBefore(now.minus(SETTLED));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Service service) {
    List<Pod> pods = cluster.objects().podsOf(service);
    List<Workload> wanted =
        ServiceWorkloads.behind(cluster, service).stream()
            .filter(each -> each.wanted() > 0)
            .toList();
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.WARNING,
            service.object(),
            pods.isEmpty()
                ? "nobody answers: the pods that it selects are not made"
                : "nobody answers: none of the "
                    + Quantities.count(pods.size())
                    + " pods that it selects is ready");
    for (Pod pod : pods.subList(0, Math.min(3, pods.size()))) {
      finding.evidence(
          now,
          cluster.source(),
          pod.object() + (pod.terminating() ? " is terminating" : " is not ready: " + pod.phase()));
    }
    for (Workload workload : pods.isEmpty() ? wanted : List.<Workload>of()) {
      finding.evidence(
          now,
          cluster.source(),
          workload.object() + " wants " + workload.wanted() + " pods, there are none");
    }
    return finding
        .look(
            "Ask about the service",
            "kdiag service " + service.name() + " -n " + service.namespace())
        .build();
  }

  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return causes(symptom, evidence);
  }

  /** What is wrong with the pods of the service that {@code symptom} is about, or their makers. */
  static Set<String> causes(Finding symptom, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null || !(cluster.objects().find(symptom.object()) instanceof Service service)) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    ServiceWorkloads.behind(cluster, service).forEach(each -> keys.add("*@" + each.object()));
    cluster.objects().podsOf(service).forEach(pod -> keys.addAll(of(cluster.objects(), pod)));
    return keys;
  }

  /**
   * Keys of all that can be wrong with a pod: its own, its containers', its node's, its owners'.
   */
  static Set<String> of(KubeObjects objects, Pod pod) {
    Set<String> keys = new HashSet<>();
    keys.add("*@" + pod.object());
    pod.containers().forEach(container -> keys.add("*@" + container.object()));
    for (KubeObject owner = objects.ownerOf(pod); owner != null; owner = objects.ownerOf(owner)) {
      keys.add("*@" + owner.object());
    }
    for (String code : List.of("NodeNotReady", "NodesCutOff", "NodePressure")) {
      keys.add(code + "@node/" + pod.node());
    }
    return keys;
  }
}
