package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.Course;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.ClusterEvidence.PodUse;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The node's processors have been busy for five minutes on end, by Prometheus. */
final class NodeCpuSaturated implements ClusterRule {
  private static final double BUSY_PERCENT = 95;

  @Override
  public String code() {
    return "NodeCpuSaturated";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    NodeHistory history = cluster.history();
    Course busy = history == null ? null : history.cpuBusy();
    return history == null || busy == null || busy.now() < BUSY_PERCENT
        ? List.of()
        : List.of(finding(now, cluster, history, busy));
  }

  private Finding finding(Instant now, ClusterEvidence cluster, NodeHistory history, Course busy) {
    String node = cluster.subject().name();
    String cause =
        "the processors have been busy "
            + Quantities.percent(busy.now())
            + " of the last five minutes"
            + most(history.mostCpu());
    return Finding.of(code(), Severity.WARNING, "node/" + node, cause)
        .evidence(
            now,
            history.source(),
            "node_cpu_seconds_total: busy "
                + Quantities.percent(busy.now())
                + " now, in the last hour "
                + Quantities.percent(busy.least())
                + " to "
                + Quantities.percent(busy.most()))
        .look("See what each pod uses and may use", "kubectl describe node " + node)
        .look("Ask the machine itself", "kdiag node --local (on " + node + ")")
        .build();
  }

  private static String most(List<PodUse> pods) {
    return pods.isEmpty()
        ? ""
        : "; most by pod "
            + pods.getFirst().namespace()
            + "/"
            + pods.getFirst().pod()
            + String.format(Locale.ROOT, " (%.2f cores)", pods.getFirst().amount());
  }
}
