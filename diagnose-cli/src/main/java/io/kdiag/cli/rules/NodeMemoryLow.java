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
import java.util.Set;

/** Little of the node's memory is available, by Prometheus. */
final class NodeMemoryLow implements ClusterRule {
  private static final double LOW_PERCENT = 5;

  @Override
  public String code() {
    return "NodeMemoryLow";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("NodePressure");
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    NodeHistory history = cluster.history();
    Course available = history == null ? null : history.memoryAvailable();
    return history == null || available == null || available.now() >= LOW_PERCENT
        ? List.of()
        : List.of(finding(now, cluster, history, available));
  }

  private Finding finding(
      Instant now, ClusterEvidence cluster, NodeHistory history, Course available) {
    String node = cluster.subject().name();
    String cause =
        "only "
            + Quantities.percent(available.now())
            + " of the memory is available"
            + most(history);
    return Finding.of(code(), Severity.WARNING, "node/" + node, cause)
        .evidence(
            now,
            history.source(),
            "node_memory_MemAvailable_bytes: "
                + Quantities.percent(available.now())
                + " now, in the last hour "
                + Quantities.percent(available.least())
                + " to "
                + Quantities.percent(available.most()))
        .look("See what each pod uses and may use", "kubectl describe node " + node)
        .look("Ask the machine itself", "kdiag node --local (on " + node + ")")
        .build();
  }

  private static String most(NodeHistory history) {
    if (history.mostMemory().isEmpty()) {
      return "";
    }
    PodUse most = history.mostMemory().getFirst();
    return "; most is used by pod "
        + most.namespace()
        + "/"
        + most.pod()
        + " ("
        + Quantities.bytes(Math.round(most.amount()))
        + ")";
  }
}
