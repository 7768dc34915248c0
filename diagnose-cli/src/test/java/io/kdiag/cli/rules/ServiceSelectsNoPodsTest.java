package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ServiceSelectsNoPodsTest {
  private final ServiceSelectsNoPods rule = new ServiceSelectsNoPods();

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
  void namesTheWorkloadThatIsMeant() {
    assertThat(Found.only(rule, cart("kart")).cause())
        .isEqualTo(
            "its selector app=kart matches no pod: the pods of deployment/cart have app=cart instead");
  }

  @Test
  void isSilentWhereTheSelectorFitsOrPodsWereNotRead() {
    Found.silent(rule, cart("cart"));
    Found.silent(rule, cart("kart").unread(Kind.POD));
    Found.silent(rule, TestCluster.healthy());
  }

  @Test
  void isSilentWhereAWorkloadShouldMakeThePods() {
    Found.silent(rule, cart("cart").remove("Pod shop/cart-0"));
  }

  @Test
  void isSilentWhereSomebodyWroteTheEndpoints() {
    Found.silent(
        rule,
        cart("kart")
            .yaml(
                """
                kind: Endpoints
                metadata: {namespace: shop, name: cart}
                subsets: [{addresses: [{ip: 10.0.0.9}], ports: [{port: 80}]}]
                """));
  }
}
