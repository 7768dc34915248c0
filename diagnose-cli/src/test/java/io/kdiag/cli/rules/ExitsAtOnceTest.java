package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ExitsAtOnceTest {
  private final ExitsAtOnce rule = new ExitsAtOnce();

  private static TestCluster ended(int exitCode) {
    return TestCluster.healthy()
        .pod("shop/web")
        .waiting("shop/web", "CrashLoopBackOff", "back-off")
        .lastEnded("shop/web", exitCode == 0 ? "Completed" : "Error", exitCode, 20);
  }

  @Test
  void saysThatItEndsWellAndIsStartedAgain() {
    assertThat(Found.only(rule, ended(0)).cause())
        .startsWith("container main ends well (exit code 0) soon after each start");
  }

  @Test
  void isSilentWhereItFailsOrMayEnd() {
    Found.silent(rule, ended(1));
    Found.silent(rule, ended(0).change("Pod shop/web", "spec.restartPolicy", "OnFailure"));
  }

  @Test
  void isSilentWhereKubeletEndsIt() {
    TestCluster cluster =
        ended(0)
            .change("Pod shop/web", "spec.containers[0].livenessProbe", "{tcpSocket: {port: 80}}")
            .warning("Pod shop/web", "Unhealthy", "Liveness probe failed: dial tcp: refused");
    Found.silent(rule, cluster);
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, ended(0).unread(Kind.POD));
  }
}
