package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

final class NodeTaintedTest {
  private final NodeTainted rule = new NodeTainted();

  private static TestCluster taint(String key, String effect) {
    return TestCluster.healthy()
        .change(
            "Node k8s-node-1",
            "spec.taints",
            "[{key: " + key + ", value: x, effect: " + effect + "}]");
  }

  @Test
  void namesATaintThatNobodyOnTheNodeTolerates() {
    assertThat(Found.only(rule, taint("dedicated", "NoSchedule")).cause())
        .contains("dedicated=x:NoSchedule");
  }

  @Test
  void isSilentOfKubernetesOwnOfMereWishesAndOfWhatPodsAreMeantFor() {
    Found.silent(rule, taint("node.kubernetes.io/unschedulable", "NoSchedule"));
    Found.silent(rule, taint("node-role.kubernetes.io/control-plane", "NoSchedule"));
    Found.silent(rule, taint("dedicated", "PreferNoSchedule"));
    Found.silent(
        rule,
        taint("dedicated", "NoSchedule")
            .pod("shop/meant", "spec.tolerations", "[{key: dedicated, operator: Exists}]"));
    Found.silent(rule, TestCluster.healthy());
  }
}
