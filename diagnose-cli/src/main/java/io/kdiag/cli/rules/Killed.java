package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import org.jspecify.annotations.Nullable;

/** Whether kubelet itself ended a container, and why it says so. */
final class Killed {
  private Killed() {}

  static boolean byKubelet(ClusterEvidence cluster, ContainerRun container) {
    return byProbe(cluster, container) != null || byHook(cluster, container) != null;
  }

  /** The newest failure of its liveness or startup probe; null where there is none. */
  static @Nullable Event byProbe(ClusterEvidence cluster, ContainerRun container) {
    boolean probed =
        container.spec().livenessProbe() != null || container.spec().startupProbe() != null;
    return probed ? ProbeFailure.newest(cluster, container.pod(), "Liveness", "Startup") : null;
  }

  /** The newest failure of its postStart hook. */
  static @Nullable Event byHook(ClusterEvidence cluster, ContainerRun container) {
    for (Event event : cluster.warnings(container.pod().object())) {
      if (event.reason().equals("FailedPostStartHook")
          && container.spec().lifecycle() != null
          && container.spec().lifecycle().postStart() != null) {
        return event;
      }
    }
    return null;
  }
}
