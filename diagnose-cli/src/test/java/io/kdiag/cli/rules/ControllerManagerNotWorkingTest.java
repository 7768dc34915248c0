package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding.Confidence;
import org.junit.jupiter.api.Test;

class ControllerManagerNotWorkingTest {
  private final ControllerManagerNotWorking rule = new ControllerManagerNotWorking();

  private static TestCluster deployment(int observed, String age) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Deployment
            metadata: {namespace: shop, name: cart, generation: 2, creationTimestamp: %s}
            status: {observedGeneration: %d}
            """
                .formatted(age, observed));
  }

  @Test
  void isLikelyAndCertainOnceTheApiServerSaysSo() {
    assertThat(Found.only(rule, deployment(1, "-5m")).confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(
            Found.only(
                    rule,
                    deployment(1, "-5m")
                        .yaml(
                            """
                            kind: ComponentStatus
                            metadata: {name: controller-manager}
                            conditions: [{type: Healthy, status: False, message: connection refused}]
                            """))
                .confidence())
        .isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void isSilentWhereTheStatusFollowsOrMayYet() {
    Found.silent(rule, deployment(2, "-5m"));
    Found.silent(rule, deployment(1, "-10s"));
    Found.silent(rule, TestCluster.healthy());
  }
}
