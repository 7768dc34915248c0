package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.ArrayList;
import java.util.List;

/** A container worth asking the back ends about: it waits for something, or ended badly. */
record TroubledContainer(Pod pod, ContainerRun status) {
  private static final int MOST = 10;

  static List<TroubledContainer> of(List<Pod> pods) {
    List<TroubledContainer> troubled = new ArrayList<>();
    for (Pod pod : pods) {
      for (ContainerRun container : pod.containers()) {
        if (troubled.size() < MOST && isTroubled(container)) {
          troubled.add(new TroubledContainer(pod, container));
        }
      }
    }
    return List.copyOf(troubled);
  }

  private static boolean isTroubled(ContainerRun container) {
    var end = container.lastEnd();
    return !container.waiting().isEmpty()
        || (end != null && end.exitCode() != 0 && !container.ready());
  }
}
