package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class LoadBalancerPendingTest {
  private final LoadBalancerPending rule = new LoadBalancerPending();

  private static TestCluster balancer(String type, String age) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: web, creationTimestamp: %s}
            spec: {type: %s, ports: [{port: 80}]}
            """
                .formatted(age, type));
  }

  @Test
  void saysThatNobodyMakesOneOrWhatFails() {
    assertThat(Found.only(rule, balancer("LoadBalancer", "-5m")).cause())
        .endsWith("nobody makes load balancers in this cluster");
    assertThat(
            Found.only(
                    rule,
                    balancer("LoadBalancer", "-5m")
                        .warning("Service shop/web", "SyncLoadBalancerFailed", "quota exceeded"))
                .cause())
        .endsWith("quota exceeded");
  }

  @Test
  void isSilentAtFirstAndOnceItHasOne() {
    Found.silent(rule, balancer("LoadBalancer", "-20s"));
    Found.silent(rule, balancer("ClusterIP", "-5m"));
    Found.silent(
        rule,
        balancer("LoadBalancer", "-5m")
            .change("Service shop/web", "status", "{loadBalancer: {ingress: [{ip: 192.0.2.1}]}}"));
    Found.silent(rule, TestCluster.healthy());
  }
}
