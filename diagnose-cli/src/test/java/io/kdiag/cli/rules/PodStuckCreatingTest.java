package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class PodStuckCreatingTest {
  private final PodStuckCreating rule = new PodStuckCreating();

  private static TestCluster creating(long secondsAgo, String waiting, String reason, String said) {
    return TestCluster.healthy()
        .pod("shop/web", "status.startTime", "-" + secondsAgo + "s")
        .waiting("shop/web", waiting, "")
        .warning("Pod shop/web", reason, said);
  }

  @Test
  void saysWhatKubeletCannotDo() {
    assertThat(
            Found.only(
                    rule,
                    creating(60, "ContainerCreating", "FailedMount", "secret \"tls\" not found"))
                .cause())
        .isEqualTo(
            "it does not get started, as a volume cannot be mounted: secret \"tls\" not found");
    assertThat(
            Found.only(
                    rule,
                    creating(
                        60, "ContainerCreating", "FailedCreatePodSandBox", "cni: no such plugin"))
                .cause())
        .contains("sandbox or network", "no such plugin");
  }

  @Test
  void isSilentForHalfAMinuteAndWithoutAReason() {
    Found.silent(rule, creating(29, "ContainerCreating", "FailedMount", "timed out"));
    Found.silent(rule, creating(60, "ContainerCreating", "BackOff", "back-off"));
  }

  @Test
  void isSilentOnceTheContainersRan() {
    Found.silent(rule, creating(60, "CrashLoopBackOff", "FailedMount", "timed out"));
  }
}
