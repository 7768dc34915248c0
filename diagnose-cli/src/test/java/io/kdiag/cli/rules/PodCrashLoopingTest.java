package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import org.junit.jupiter.api.Test;

class PodCrashLoopingTest {
  private final PodCrashLooping rule = new PodCrashLooping();

  private static ClusterEvidence crashing(String waiting, String reason, int exitCode) {
    return Nodes.with(Nodes.pod("cart", Nodes.crashed(waiting, reason, exitCode, 30)));
  }

  @Test
  void quotesWhatTheLastRunSaid() {
    ClusterEvidence cluster =
        Nodes.saying(crashing("CrashLoopBackOff", "Error", 1), "cart", "fatal: no /etc/cart.conf");
    Finding finding = rule.find(Nodes.evidence(cluster)).getFirst();
    assertThat(finding.object()).isEqualTo("pod/shop/cart");
    assertThat(finding.cause())
        .isEqualTo(
            "container main ends soon after each start (5 restarts, exit code 1); it says: \"fatal:"
                + " no /etc/cart.conf\"");
  }

  @Test
  void saysThatNoLineWasFound() {
    Finding finding =
        rule.find(Nodes.evidence(crashing("CrashLoopBackOff", "Error", 1))).getFirst();
    assertThat(finding.notChecked()).hasSize(1);
  }

  @Test
  void leavesOutOfMemoryToItsOwnRule() {
    assertThat(rule.find(Nodes.evidence(crashing("CrashLoopBackOff", "OOMKilled", 137)))).isEmpty();
  }

  @Test
  void isSilentWhileNothingLoops() {
    assertThat(rule.find(Nodes.evidence(crashing("", "Completed", 0)))).isEmpty();
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
  }

  @Test
  void saysThatKubeletEndsItWhenALivenessProbeFails() {
    ClusterEvidence cluster =
        Nodes.warned(
            crashing("CrashLoopBackOff", "Error", 137), "Unhealthy", "Liveness probe failed: ");
    assertThat(rule.find(Nodes.evidence(cluster)).getFirst().cause())
        .endsWith("; kubelet ends it: Liveness probe failed");
    ClusterEvidence unready =
        Nodes.warned(
            crashing("CrashLoopBackOff", "Error", 1), "Unhealthy", "Readiness probe failed");
    assertThat(rule.find(Nodes.evidence(unready)).getFirst().cause()).doesNotContain("kubelet");
  }
}
