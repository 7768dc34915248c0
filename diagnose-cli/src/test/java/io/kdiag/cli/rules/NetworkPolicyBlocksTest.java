package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class NetworkPolicyBlocksTest {
  private final NetworkPolicyBlocks rule = new NetworkPolicyBlocks();

  private static TestCluster calls(String address) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: cart}
            spec: {selector: {app: cart}, ports: [{port: 80}]}
            ---
            kind: Namespace
            metadata: {name: data}
            ---
            kind: Service
            metadata: {namespace: data, name: db}
            spec: {selector: {app: db}, ports: [{port: 5432}]}
            """)
        .pod("shop/cart-0", "metadata.labels.app", "cart")
        .pod("data/db-0", "metadata.labels.app", "db")
        .pod(
            "shop/web-0",
            "spec.containers[0].env",
            "[{name: BACKEND_URL, value: '" + address + "'}]")
        .crashLooping("shop/web-0", 1);
  }

  private static TestCluster policy(String pods, String types, String rules) {
    return calls("http://cart:80")
        .change("Pod shop/web-0", "metadata.labels.app", "web")
        .yaml(
            """
            kind: NetworkPolicy
            metadata: {namespace: shop, name: wall}
            spec: {podSelector: %s, policyTypes: %s, %s}
            """
                .formatted(pods, types, rules));
  }

  @Test
  void seesThatTheCalledLetOthersInOnly() {
    assertThat(
            Found.only(
                    rule,
                    policy(
                        "{matchLabels: {app: cart}}",
                        "[Ingress]",
                        "ingress: [{from: [{podSelector: {matchLabels: {app: admin}}}]}]"))
                .cause())
        .isEqualTo(
            "network policy shop/wall does not let it in to service shop/cart, which it is told to"
                + " call");
  }

  @Test
  void seesThatTheCallerIsNotLetOut() {
    assertThat(
            Found.only(rule, policy("{matchLabels: {app: web}}", "[Egress]", "egress: []")).cause())
        .contains("does not let it out to service shop/cart");
  }

  @Test
  void isAWeaknessWhereTheCallerIsWell() {
    TestCluster well =
        policy("{}", "[Ingress]", "ingress: []")
            .pod(
                "shop/web-0",
                "spec.containers[0].env",
                "[{name: CART_URL, value: 'http://cart:80'}]");
    assertThat(Found.only(rule, well).latent()).isTrue();
  }

  @Test
  void isSilentWhereItIsLetThrough() {
    Found.silent(
        rule,
        policy(
            "{matchLabels: {app: cart}}",
            "[Ingress]",
            "ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"));
    Found.silent(rule, policy("{matchLabels: {app: other}}", "[Ingress]", "ingress: []"));
    Found.silent(rule, policy("{matchLabels: {app: cart}}", "[Ingress]", "ingress: [{}]"));
    Found.silent(rule, TestCluster.healthy());
  }
}
