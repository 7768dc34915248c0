package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods that kubelet took on a while ago and for which it has not made any container. */
final class StuckCreating {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration LATELY = Duration.ofMinutes(10);

  private StuckCreating() {}

  static boolean isStuck(Instant now, Pod pod) {
    Instant started = pod.started();
    return started != null
        && !pod.terminating()
        && started.isBefore(now.minus(LONG))
        && pod.containers().stream().anyMatch(StuckCreating::isBeingCreated)
        && pod.containers().stream().noneMatch(each -> each.running() || each.ended() != null);
  }

  private static boolean isBeingCreated(ContainerRun container) {
    return container.waiting().equals("ContainerCreating")
        || container.waiting().equals("PodInitializing");
  }

  /**
   * The newest warning with one of these reasons, if the pod is stuck; the sayings that only repeat
   * that time went by count only where there is no other.
   */
  static @Nullable Event newest(
      ClusterEvidence cluster, Instant now, Pod pod, Set<String> reasons) {
    Event vague = null;
    for (Event event : isStuck(now, pod) ? cluster.warnings(pod.object()) : Set.<Event>of()) {
      boolean lately = event.last() != null && event.last().isAfter(now.minus(LATELY));
      if (lately && reasons.contains(event.reason())) {
        if (!event.message().contains("timed out waiting for the condition")) {
          return event;
        }
        vague = vague == null ? event : vague;
      }
    }
    return vague;
  }
}
