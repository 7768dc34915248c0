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

class NodeMemoryLowTest {
  private final NodeMemoryLow rule = new NodeMemoryLow();

  private List<Finding> findings(double available) {
    NodeHistory history =
        new NodeHistory(
            "http://prometheus",
            null,
            new Course(available, available, 60),
            List.of(),
            List.of(new PodUse("shop", "hoard", 3L << 30)));
    return rule.find(
        TestCluster.healthy().about(Kind.NODE, "", "k8s-node-1").history(history).build());
  }

  @Test
  void namesThePodThatUsesMost() {
    assertThat(findings(2.1).getFirst().cause())
        .isEqualTo(
            "only 2.1 % of the memory is available; most is used by pod shop/hoard (3.0 GiB)");
  }

  @Test
  void isSilentFromFivePercentOnAndWithoutPrometheus() {
    assertThat(findings(5)).isEmpty();
    Found.silent(rule, TestCluster.healthy());
  }
}
