package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class DisruptionBudgetBlocksTest {
  private final DisruptionBudgetBlocks rule = new DisruptionBudgetBlocks();

  private static TestCluster budget(int allowed, int healthy) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: PodDisruptionBudget
            metadata: {namespace: shop, name: cart}
            spec: {minAvailable: 2, selector: {matchLabels: {app: cart}}}
            status: {expectedPods: 2, currentHealthy: %d, disruptionsAllowed: %d}
            """
                .formatted(healthy, allowed))
        .pod("shop/cart-0", "metadata.labels.app", "cart");
  }

  @Test
  void isAWeaknessUntilANodeIsDrained() {
    assertThat(Found.only(rule, budget(0, 2)).latent()).isTrue();
    Finding draining =
        Found.only(rule, budget(0, 2).change("Node k8s-node-1", "spec.unschedulable", true));
    assertThat(draining.latent()).isFalse();
    assertThat(draining.cause())
        .endsWith("so node k8s-node-1, which is cordoned, cannot be drained");
  }

  @Test
  void isSilentWhereOneMayGoOrOneIsIll() {
    Found.silent(rule, budget(1, 2));
    Found.silent(rule, budget(0, 1));
    Found.silent(rule, TestCluster.healthy());
  }
}
