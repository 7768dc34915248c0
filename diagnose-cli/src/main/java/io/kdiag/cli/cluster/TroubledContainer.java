package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import java.util.ArrayList;
import java.util.List;

/** A container worth asking the back ends about: it waits for something, or ended badly. */
record TroubledContainer(PodObject pod, ContainerObject status) {
  private static final int MOST = 10;

  static List<TroubledContainer> of(List<PodObject> pods) {
    List<TroubledContainer> troubled = new ArrayList<>();
    for (PodObject pod : pods) {
      for (ContainerObject container : pod.containers()) {
        if (troubled.size() < MOST && isTroubled(container)) {
          troubled.add(new TroubledContainer(pod, container));
        }
      }
    }
    return List.copyOf(troubled);
  }

  private static boolean isTroubled(ContainerObject container) {
    var end = container.lastEnd();
    return !container.waiting().isEmpty()
        || (end != null && end.exitCode() != 0 && !container.ready());
  }
}
