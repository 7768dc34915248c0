package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import org.jspecify.annotations.Nullable;

/** What kubelet's events say of a pod's probes: {@code Readiness probe failed: ...}. */
final class ProbeFailure {
  private ProbeFailure() {}

  /** The newest of these probes' failures; null where there is none. */
  static @Nullable Event newest(ClusterEvidence cluster, Pod pod, String... probes) {
    for (Event event : cluster.warnings(pod.object())) {
      for (String probe : probes) {
        boolean unhealthy =
            event.reason().equals("Unhealthy") || event.reason().equals("ProbeError");
        if (unhealthy && event.message().startsWith(probe)) {
          return event;
        }
      }
    }
    return null;
  }
}
