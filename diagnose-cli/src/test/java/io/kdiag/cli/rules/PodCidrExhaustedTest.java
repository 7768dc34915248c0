package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

final class PodCidrExhaustedTest {
  private final PodCidrExhausted rule = new PodCidrExhausted();

  private static TestCluster waiting(String message) {
    return TestCluster.healthy()
        .pod("shop/new")
        .waiting("shop/new", "ContainerCreating", "")
        .warning("Pod shop/new", "FailedCreatePodSandBox", message);
  }

  @Test
  void blamesTheNodesRangeInTheWordsOfSeveralPlugins() {
    for (String said :
        new String[] {
          "failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254",
          "add cmd: failed to assign an IP address to container"
        }) {
      Finding finding = Found.only(rule, waiting(said));
      assertThat(finding.object()).isEqualTo("node/k8s-node-1");
      assertThat(finding.cause()).contains("10.244.0.0/24");
    }
  }

  @Test
  void explainsThePodsThatWait() {
    TestCluster cluster = waiting("no IP addresses available in range set");
    var findings = Engine.diagnose(cluster.build(), Rules.ALL).findings();
    assertThat(findings).extracting(Finding::code).containsExactly("PodCidrExhausted");
  }

  @Test
  void isSilentOfOtherTroubleAndOfPodsThatGotOne() {
    Found.silent(rule, waiting("cni plugin not initialized"));
    Found.silent(
        rule,
        TestCluster.healthy()
            .warning("Pod shop/calm", "FailedCreatePodSandBox", "no IP addresses available"));
    Found.silent(rule, TestCluster.healthy());
  }
}
