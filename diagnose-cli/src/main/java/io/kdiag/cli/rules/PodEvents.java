package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Instant;
import java.util.List;

/** What the cluster's events say of a pod, as evidence. */
final class PodEvents {
  private static final int MOST = 4;

  private PodEvents() {}

  /** The newest warnings about {@code pod}. */
  static void quote(Finding.Builder finding, Instant now, ClusterEvidence cluster, Pod pod) {
    List<Event> warnings = cluster.warnings(pod.object());
    for (Event event : warnings.subList(0, Math.min(MOST, warnings.size()))) {
      String times = event.times() > 1 ? " (" + Quantities.count(event.times()) + " times)" : "";
      finding.evidence(
          event.last() == null ? now : event.last(),
          "event",
          event.reason() + ": " + event.message() + times);
    }
  }
}
