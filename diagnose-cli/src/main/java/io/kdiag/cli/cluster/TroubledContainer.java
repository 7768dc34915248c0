package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A container worth asking the back ends about: it waits for something, or ended badly. */
record TroubledContainer(Pod pod, ContainerRun status) {
  private static final int MOST = 30;

  /** Of the pods of one owner a few say what all would. */
  private static final int MOST_ALIKE = 3;

  static List<TroubledContainer> of(List<Pod> pods) {
    List<TroubledContainer> troubled = new ArrayList<>();
    Map<String, Integer> alike = new HashMap<>();
    for (Pod pod : pods) {
      for (ContainerRun container : pod.unwell() ? pod.containers() : List.<ContainerRun>of()) {
        String owner = pod.owner().isEmpty() ? pod.name() : pod.owner();
        String same = pod.namespace() + "/" + owner + "/" + container.name();
        if (troubled.size() < MOST
            && isTroubled(container)
            && alike.merge(same, 1, Integer::sum) <= MOST_ALIKE) {
          troubled.add(new TroubledContainer(pod, container));
        }
      }
    }
    return List.copyOf(troubled);
  }

  /** It waits, has ended badly, or runs and is not ready, or runs again after a bad end. */
  private static boolean isTroubled(ContainerRun container) {
    var end = container.lastEnd();
    boolean again = end != null && end.exitCode() != 0 && container.restarts() > 1;
    return !container.waiting().isEmpty()
        || (end != null && end.exitCode() != 0 && !container.ready())
        || (container.running() && (again || !container.ready()));
  }

  /** Whether what it says now counts, not what its run before said. */
  boolean saysItNow() {
    boolean probed = status.spec().readinessProbe() != null;
    return status.before() == null
        || status.ended() != null
        || (status.running() && !status.ready() && probed);
  }
}
