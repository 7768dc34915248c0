package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.Course;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.ClusterEvidence.PodUse;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.util.List;
import java.util.Locale;

/** The node's processors have been busy for five minutes on end, by Prometheus. */
final class NodeCpuSaturated implements Rule {
  private static final double BUSY_PERCENT = 95;

  @Override
  public String code() {
    return "NodeCpuSaturated";
  }

  @Override
  public boolean asksTheCluster() {
    return true;
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    NodeHistory history = cluster == null ? null : cluster.history();
    Course busy = history == null ? null : history.cpuBusy();
    return cluster == null || history == null || busy == null || busy.now() < BUSY_PERCENT
        ? List.of()
        : List.of(finding(evidence, cluster, history, busy));
  }

  private Finding finding(
      Evidence evidence, ClusterEvidence cluster, NodeHistory history, Course busy) {
    String node = cluster.node().name();
    String cause =
        "the processors have been busy "
            + Quantities.percent(busy.now())
            + " of the last five minutes"
            + most(history.mostCpu());
    return Finding.of(code(), Severity.WARNING, "node/" + node, cause)
        .evidence(
            evidence.now(),
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
