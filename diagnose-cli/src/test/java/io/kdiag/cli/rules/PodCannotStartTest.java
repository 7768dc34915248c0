package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class PodCannotStartTest {
  private final PodCannotStart rule = new PodCannotStart();

  private static TestCluster waiting(String reason, String message) {
    return TestCluster.healthy().pod("shop/web").waiting("shop/web", reason, message);
  }

  @Test
  void quotesTheRuntime() {
    TestCluster cluster =
        waiting("RunContainerError", "exec: \"serve\": executable file not found in $PATH");
    assertThat(Found.only(rule, cluster).cause())
        .isEqualTo(
            "container main cannot be started: exec: \"serve\": executable file not found in"
                + " $PATH");
  }

  @Test
  void takesTheWordsFromTheEventsWhereTheStatusHasNone() {
    TestCluster cluster =
        waiting("CreateContainerError", "")
            .warning("Pod shop/web", "Failed", "Error: failed to reserve name");
    assertThat(Found.only(rule, cluster).cause()).contains("reserve name");
  }

  @Test
  void takesABackOffAfterAFailedStartForWhatItIs() {
    TestCluster cluster =
        waiting("CrashLoopBackOff", "back-off")
            .lastEnded("shop/web", "StartError", 128, 9)
            .warning("Pod shop/web", "BackOff", "Back-off restarting failed container")
            .warning(
                "Pod shop/web",
                "Failed",
                "Error: exec: \"serve\": executable file not found in $PATH");
    assertThat(Found.only(rule, cluster).cause())
        .contains("cannot be started (exit code 128)", "executable file not found");
    Found.silent(new PodCrashLooping(), cluster);
  }

  @Test
  void isSilentOfOtherWaits() {
    Found.silent(rule, waiting("CrashLoopBackOff", ""));
  }
}
