package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class PodCrashLoopingTest {
  private final PodCrashLooping rule = new PodCrashLooping();

  private static TestCluster crashing() {
    return TestCluster.healthy().pod("shop/cart").crashLooping("shop/cart", 1);
  }

  @Test
  void quotesWhatTheLastRunSaid() {
    Finding finding = Found.only(rule, crashing().says("shop/cart", "fatal: no /etc/cart.conf"));
    assertThat(finding.object()).isEqualTo("pod/shop/cart");
    assertThat(finding.cause())
        .isEqualTo(
            "container main ends soon after each start (5 restarts, exit code 1); it says: \"fatal:"
                + " no /etc/cart.conf\"");
  }

  @Test
  void saysThatNoLineWasFound() {
    assertThat(Found.only(rule, crashing()).notChecked()).hasSize(1);
  }

  @Test
  void leavesOutOfMemoryToItsOwnRule() {
    Found.silent(rule, crashing().lastEnded("shop/cart", "OOMKilled", 137, 30));
  }

  @Test
  void isSilentWhileNothingLoops() {
    Found.silent(
        rule, TestCluster.healthy().pod("shop/cart").lastEnded("shop/cart", "Completed", 0, 30));
    Found.silent(rule, TestCluster.healthy());
  }

  @Test
  void saysThatKubeletEndsItWhenALivenessProbeFails() {
    TestCluster cluster =
        crashing().warning("Pod shop/cart", "Unhealthy", "Liveness probe failed: ");
    assertThat(Found.only(rule, cluster).cause())
        .endsWith("; kubelet ends it: Liveness probe failed");
    TestCluster unready =
        crashing().warning("Pod shop/cart", "Unhealthy", "Readiness probe failed");
    assertThat(Found.only(rule, unready).cause()).doesNotContain("kubelet");
  }
}
