package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class KilledBySignalTest {
  private final KilledBySignal rule = new KilledBySignal();

  private static TestCluster ended(int exitCode) {
    return TestCluster.healthy().pod("shop/web").crashLooping("shop/web", exitCode);
  }

  @Test
  void saysWhichSignalAndWhatItMeans() {
    assertThat(Found.only(rule, ended(139)).cause())
        .startsWith("container main is ended by signal 11 (SIGSEGV)");
    assertThat(Found.only(rule, ended(137)).cause()).contains("signal 9 (SIGKILL)");
    assertThat(Found.only(rule, ended(143)).cause()).contains("signal 15 (SIGTERM)");
  }

  @Test
  void isSilentOfOtherCodesAndOfWantOfMemory() {
    Found.silent(rule, ended(1));
    Found.silent(rule, ended(137).lastEnded("shop/web", "OOMKilled", 137, 20));
  }

  @Test
  void isSilentWhereAProbeOrHookIsTheReason() {
    TestCluster probed =
        ended(137)
            .change("Pod shop/web", "spec.containers[0].livenessProbe", "{tcpSocket: {port: 80}}")
            .warning("Pod shop/web", "Unhealthy", "Liveness probe failed: dial tcp: refused");
    Found.silent(rule, probed);
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, ended(139).unread(Kind.POD));
  }
}
