package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All of one resource of a node is promised and most of the other is idle. */
final class NodeUnbalanced implements ClusterRule {
  private static final double FULL = 90;
  private static final double IDLE = 40;

  @Override
  public String code() {
    return "NodeUnbalanced";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      NodeLoad load = NodeLoad.of(cluster.objects(), node);
      Double cpu = load.share("cpu");
      Double memory = load.share("memory");
      if (cpu != null
          && memory != null
          && Math.max(cpu, memory) >= FULL
          && Math.min(cpu, memory) <= IDLE) {
        findings.add(finding(cluster, now, node, load, cpu, memory));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Node node, NodeLoad load, double cpu, double memory) {
    String full = cpu > memory ? "processors" : "memory";
    String idle = cpu > memory ? "memory" : "processors";
    return Finding.of(
            code(),
            Severity.INFO,
            node.object(),
            "its pods request "
                + Quantities.percent(Math.max(cpu, memory))
                + " of its "
                + full
                + " and "
                + Quantities.percent(Math.min(cpu, memory))
                + " of its "
                + idle
                + ": no more fit though most of the "
                + idle
                + " is idle")
        .latent()
        .evidence(
            now, cluster.source(), "requested: " + load.text("cpu") + ", " + load.text("memory"))
        .look("See who requests most", "kubectl describe node " + node.name())
        .look("Compare with what is used", "kubectl top pods -A --sort-by=cpu")
        .build();
  }
}
