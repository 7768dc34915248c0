package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * kubelet took a pod on and cannot get so far as to make its containers: a volume cannot be mounted
 * or the pod's network cannot be set up. An event says which.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     lifecycle</a>
 */
final class PodStuckCreating implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Map<String, String> MEANING =
      Map.of(
          "FailedMount", "a volume cannot be mounted",
          "FailedAttachVolume", "a volume cannot be attached to the node",
          "FailedMapVolume", "a block volume cannot be mapped",
          "FailedCreatePodSandBox", "its sandbox or network cannot be set up",
          "NetworkNotReady", "the node's pod network is not ready",
          "FailedCreatePodContainer", "its containers cannot be created");

  @Override
  public String code() {
    return "PodStuckCreating";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      Event reason = reason(cluster, pod);
      if (reason != null && isStuck(now, pod)) {
        findings.add(finding(now, cluster, pod, reason));
      }
    }
    return findings;
  }

  private static boolean isStuck(Instant now, Pod pod) {
    Instant started = pod.started();
    return started != null
        && started.isBefore(now.minus(LONG))
        && pod.containers().stream().anyMatch(PodStuckCreating::isBeingCreated);
  }

  private static boolean isBeingCreated(ContainerRun container) {
    return container.waiting().equals("ContainerCreating")
        || container.waiting().equals("PodInitializing");
  }

  private static @Nullable Event reason(ClusterEvidence cluster, Pod pod) {
    for (Event event : cluster.warnings(pod.object())) {
      if (MEANING.containsKey(event.reason())) {
        return event;
      }
    }
    return null;
  }

  private Finding finding(Instant now, ClusterEvidence cluster, Pod pod, Event reason) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "it does not get started, as "
                    + MEANING.get(reason.reason())
                    + ": "
                    + reason.message())
            .since(pod.started());
    PodEvents.quote(finding, now, cluster, pod);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look("See all that the cluster says of it", "kubectl describe pod " + names)
        .look("Ask the machine itself", "kdiag node --local (on " + pod.node() + ")")
        .build();
  }
}
