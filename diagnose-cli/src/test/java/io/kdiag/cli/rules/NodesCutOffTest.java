package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

final class NodesCutOffTest {
  private final NodesCutOff rule = new NodesCutOff();

  private static TestCluster silent(int silent, int ready) {
    TestCluster cluster = TestCluster.empty();
    for (int i = 0; i < silent + ready; i++) {
      cluster.node("worker-" + i);
      if (i < silent) {
        cluster.condition("Node worker-" + i, "Ready", "Unknown", "NodeStatusUnknown", "silent");
      }
    }
    return cluster;
  }

  @Test
  void blamesWhatLiesBetweenWhereMostNodesGoSilentTogether() {
    Finding finding = Found.only(rule, silent(4, 1));
    assertThat(finding.object()).isEqualTo("cluster");
    assertThat(finding.cause()).startsWith("4 of 5 nodes stopped reporting within two minutes");
  }

  @Test
  void isOneFindingWithTheNodesBelowIt() {
    var findings = Engine.diagnose(silent(4, 1).build(), Rules.ALL).findings();
    assertThat(findings.getFirst().code()).isEqualTo("NodesCutOff");
    assertThat(findings.getFirst().symptoms()).hasSize(4);
  }

  @Test
  void isSilentOfTwoNodesOfFewerThanHalfAndOfNodesThatWentOneByOne() {
    Found.silent(rule, silent(2, 0));
    Found.silent(rule, silent(3, 3));
    Found.silent(
        rule,
        silent(3, 1)
            .change("Node worker-0", "status.conditions[3].lastTransitionTime", "-1h")
            .change("Node worker-1", "status.conditions[3].lastTransitionTime", "-2h"));
  }
}
