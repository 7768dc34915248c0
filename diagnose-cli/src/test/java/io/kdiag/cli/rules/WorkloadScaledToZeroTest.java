package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class WorkloadScaledToZeroTest {
  private final WorkloadScaledToZero rule = new WorkloadScaledToZero();

  private static TestCluster off(int replicas, String called) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: cart}
            spec: {selector: {app: cart}, ports: [{port: 80}]}
            ---
            kind: Deployment
            metadata: {namespace: shop, name: cart}
            spec: {replicas: %d, template: {metadata: {labels: {app: cart}}}}
            """
                .formatted(replicas))
        .pod(
            "shop/web-0",
            "spec.containers[0].env",
            "[{name: CART, value: 'http://" + called + ":80'}]");
  }

  @Test
  void isSaidOfTheWorkloadThatIsStillCalled() {
    Finding finding = Found.only(rule, off(0, "cart"));
    assertThat(finding.object()).isEqualTo("deployment/shop/cart");
    assertThat(finding.cause())
        .isEqualTo("it is scaled to 0, though service cart, which leads to it, is still called");
  }

  @Test
  void isSilentWhereNobodyCallsOrItHasPods() {
    Found.silent(rule, off(0, "other"));
    Found.silent(rule, off(1, "cart"));
    Found.silent(rule, TestCluster.healthy());
  }
}
