package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.cli.evidence.Evidence;
import java.util.List;

/** What the cluster's events say of a pod, as evidence. */
final class PodEvents {
  private static final int MOST = 4;

  private PodEvents() {}

  /** The newest warnings about {@code pod}. */
  static void quote(
      Finding.Builder finding, Evidence evidence, ClusterEvidence cluster, PodObject pod) {
    List<ClusterEvent> warnings = cluster.warnings(pod.object());
    for (ClusterEvent event : warnings.subList(0, Math.min(MOST, warnings.size()))) {
      String times = event.count() > 1 ? " (" + Quantities.count(event.count()) + " times)" : "";
      finding.evidence(
          event.last() == null ? evidence.now() : event.last(),
          "event",
          event.reason() + ": " + event.message() + times);
    }
  }
}
