package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceWithoutEndpointsTest {
  private final ServiceWithoutEndpoints rule = new ServiceWithoutEndpoints();

  private static TestCluster cart(String selector) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: cart}
            spec: {selector: {app: %s}, ports: [{port: 80, targetPort: 8080}]}
            ---
            kind: Deployment
            metadata: {namespace: shop, name: cart}
            spec: {replicas: 2, template: {metadata: {labels: {app: cart}}}}
            """
                .formatted(selector))
        .pod(
            "shop/cart-0",
            "metadata.labels.app",
            "cart",
            "metadata.ownerReferences",
            "[{kind: Deployment, name: cart, controller: true}]");
  }

  @Test
  void saysThatNoneOfThePodsIsReady() {
    assertThat(Found.only(rule, cart("cart").crashLooping("shop/cart-0", 1)).cause())
        .isEqualTo("nobody answers: none of the 1 pods that it selects is ready");
  }

  @Test
  void isSilentWhereOneIsReady() {
    Found.silent(rule, cart("cart"));
    Found.silent(
        rule,
        cart("cart")
            .crashLooping("shop/cart-0", 1)
            .pod("shop/cart-1", "metadata.labels.app", "cart"));
    Found.silent(rule, TestCluster.healthy());
  }

  @Test
  void isFoldedUnderWhatIsWrongWithThePod() {
    List<Finding> findings =
        Engine.diagnose(cart("cart").crashLooping("shop/cart-0", 1).build(), Rules.ALL).findings();
    assertThat(findings.getFirst().object()).isEqualTo("pod/shop/cart-0");
    assertThat(findings).noneMatch(each -> each.code().equals("ServiceWithoutEndpoints"));
  }
}
