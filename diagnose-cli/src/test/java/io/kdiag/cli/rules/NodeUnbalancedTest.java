package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

final class NodeUnbalancedTest {
  private final NodeUnbalanced rule = new NodeUnbalanced();

  private static TestCluster requests(String cpu, String memory) {
    return TestCluster.healthy()
        .pod(
            "shop/big",
            "spec.containers[0].resources.requests",
            "{cpu: '" + cpu + "', memory: " + memory + "}");
  }

  @Test
  void saysWhatIsFullAndWhatIsIdle() {
    assertThat(Found.only(rule, requests("3800m", "1Gi")).cause())
        .startsWith("its pods request 95.0 % of its processors and 12.5 % of its memory");
    assertThat(Found.only(rule, requests("100m", "7800Mi")).cause()).contains("of its memory and");
  }

  @Test
  void isSilentWhereBothAreUsedOrNeither() {
    Found.silent(rule, requests("3800m", "4Gi"));
    Found.silent(rule, requests("1", "1Gi"));
    Found.silent(rule, TestCluster.healthy());
  }
}
