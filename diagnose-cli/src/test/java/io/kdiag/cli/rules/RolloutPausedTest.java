package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class RolloutPausedTest {
  private final RolloutPaused rule = new RolloutPaused();

  private static TestCluster paused(boolean paused, int updated) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Deployment
            metadata: {namespace: shop, name: cart}
            spec: {replicas: 3, paused: %b}
            status: {replicas: 3, updatedReplicas: %d, readyReplicas: 3}
            """
                .formatted(paused, updated));
  }

  @Test
  void saysHowManyPodsDoNotFollow() {
    assertThat(Found.only(rule, paused(true, 1)).cause())
        .contains("1 of 3 pods are of its present");
  }

  @Test
  void isSilentWhereNothingWaits() {
    Found.silent(rule, paused(true, 3));
    Found.silent(rule, paused(false, 1));
    Found.silent(rule, TestCluster.healthy());
  }
}
