package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence.Course;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.ClusterEvidence.PodUse;
import io.kdiag.cli.evidence.kube.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCpuSaturatedTest {
  private final NodeCpuSaturated rule = new NodeCpuSaturated();

  private List<Finding> findings(double busy) {
    NodeHistory history =
        new NodeHistory(
            "http://prometheus",
            new Course(busy, 3, busy),
            null,
            List.of(new PodUse("shop", "grind", 1.52)),
            List.of());
    return rule.find(
        TestCluster.healthy().about(Kind.NODE, "", "k8s-node-1").history(history).build());
  }

  @Test
  void namesThePodThatUsesMost() {
    Finding finding = findings(98.2).getFirst();
    assertThat(finding.cause())
        .isEqualTo(
            "the processors have been busy 98.2 % of the last five minutes; most by pod shop/grind"
                + " (1.52 cores)");
    assertThat(finding.evidence().getFirst().text()).contains("3.0 % to 98.2 %");
  }

  @Test
  void isSilentBelowNinetyFivePercentAndWithoutPrometheus() {
    assertThat(findings(94.9)).isEmpty();
    Found.silent(rule, TestCluster.healthy());
  }
}
