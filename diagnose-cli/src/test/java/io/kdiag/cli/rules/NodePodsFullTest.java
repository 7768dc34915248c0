package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

final class NodePodsFullTest {
  private final NodePodsFull rule = new NodePodsFull();

  private static TestCluster with(int most, int pods) {
    TestCluster cluster =
        TestCluster.empty().node("n1", "status.allocatable.pods", Integer.toString(most));
    for (int i = 0; i < pods; i++) {
      cluster.pod("shop/p" + i, "spec.nodeName", "n1");
    }
    return cluster;
  }

  @Test
  void countsThePodsThatKubeletTakes() {
    assertThat(Found.only(rule, with(5, 5)).cause()).startsWith("it holds 5 of the 5 pods");
    assertThat(Found.only(rule, with(20, 19)).cause()).doesNotContain("takes no more");
  }

  @Test
  void isSilentWhereThereIsRoomAndOfPodsThatHaveFinished() {
    Found.silent(rule, with(20, 18));
    Found.silent(rule, with(3, 3).change("Pod shop/p0", "status.phase", "Succeeded"));
    Found.silent(rule, TestCluster.healthy());
  }
}
