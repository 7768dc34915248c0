package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodCannotStartTest {
  private final PodCannotStart rule = new PodCannotStart();

  private List<Finding> findings(String reason, String message) {
    return rule.find(Nodes.evidence(Nodes.with(Nodes.pod("web", Nodes.waiting(reason, message)))));
  }

  @Test
  void quotesTheRuntime() {
    Finding finding =
        findings("RunContainerError", "exec: \"serve\": executable file not found in $PATH")
            .getFirst();
    assertThat(finding.cause())
        .isEqualTo(
            "container main cannot be started: exec: \"serve\": executable file not found in"
                + " $PATH");
  }

  @Test
  void takesTheWordsFromTheEventsWhereTheStatusHasNone() {
    ClusterEvidence cluster =
        Nodes.with(Nodes.pod("web", Nodes.waiting("CreateContainerError", "")));
    ClusterEvidence warned = Nodes.warned(cluster, "Failed", "Error: failed to reserve name");
    assertThat(rule.find(Nodes.evidence(warned)).getFirst().cause()).contains("reserve name");
  }

  @Test
  void takesABackOffAfterAFailedStartForWhatItIs() {
    ClusterEvidence cluster =
        Nodes.warned(
            Nodes.with(Nodes.pod("web", Nodes.crashed("CrashLoopBackOff", "StartError", 128, 9))),
            "BackOff",
            "Back-off restarting failed container",
            "Failed",
            "Error: exec: \"serve\": executable file not found in $PATH");
    assertThat(rule.find(Nodes.evidence(cluster)).getFirst().cause())
        .contains("cannot be started (exit code 128)", "executable file not found");
    assertThat(new PodCrashLooping().find(Nodes.evidence(cluster))).isEmpty();
  }

  @Test
  void isSilentOfOtherWaits() {
    assertThat(findings("CrashLoopBackOff", "")).isEmpty();
  }
}
