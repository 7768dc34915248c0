package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

final class NodeFlappingTest {
  private final NodeFlapping rule = new NodeFlapping();

  private static TestCluster notReady(int events, long secondsAgo) {
    TestCluster cluster = TestCluster.healthy();
    for (int i = 0; i < events; i++) {
      cluster.event(
          "Node k8s-node-1", "Normal", "NodeNotReady", "is now: NodeNotReady", secondsAgo + i);
    }
    return cluster;
  }

  @Test
  void countsHowOftenItWasNotReadyInTheLastHour() {
    assertThat(Found.only(rule, notReady(2, 600)).cause()).contains("4 times in the last hour");
  }

  @Test
  void isSilentOfOneTimeOfLongAgoAndOfANodeThatIsDown() {
    Found.silent(rule, notReady(1, 600));
    Found.silent(rule, notReady(3, 3700));
    Found.silent(
        rule,
        notReady(3, 600).condition("Node k8s-node-1", "Ready", "False", "KubeletNotReady", ""));
    Found.silent(rule, TestCluster.healthy());
  }
}
