package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class RolloutStuckTest {
  private final RolloutStuck rule = new RolloutStuck();

  private static TestCluster rollout(String status, String reason) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Deployment
            metadata: {namespace: shop, name: cart}
            spec: {replicas: 3}
            status: {replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 3}
            """)
        .condition("Deployment shop/cart", "Progressing", status, reason, "");
  }

  @Test
  void countsTheNewPods() {
    assertThat(Found.only(rule, rollout("False", "ProgressDeadlineExceeded")).cause())
        .isEqualTo(
            "its rollout is stuck: 1 of 3 pods are of the new version, 3 of all are available");
  }

  @Test
  void isSilentWhileItGoesOn() {
    Found.silent(rule, rollout("True", "ReplicaSetUpdated"));
    Found.silent(rule, rollout("Unknown", "DeploymentPaused"));
    Found.silent(rule, TestCluster.healthy());
  }
}
