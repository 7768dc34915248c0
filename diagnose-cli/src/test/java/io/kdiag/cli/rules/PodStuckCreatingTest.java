package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodStuckCreatingTest {
  private final PodStuckCreating rule = new PodStuckCreating();

  private List<Finding> findings(long secondsAgo, String waiting, String... events) {
    PodObject pod =
        TestEvidence.with(
            Nodes.pod("web", Nodes.waiting(waiting, "")),
            "started",
            Nodes.NOW.minusSeconds(secondsAgo));
    return rule.find(Nodes.evidence(Nodes.warned(Nodes.with(pod), events)));
  }

  @Test
  void saysWhatKubeletCannotDo() {
    Finding mount =
        findings(60, "ContainerCreating", "FailedMount", "secret \"tls\" not found").getFirst();
    assertThat(mount.cause())
        .isEqualTo(
            "it does not get started, as a volume cannot be mounted: secret \"tls\" not found");
    Finding network =
        findings(60, "ContainerCreating", "FailedCreatePodSandBox", "cni: no such plugin")
            .getFirst();
    assertThat(network.cause()).contains("sandbox or network", "no such plugin");
  }

  @Test
  void isSilentForHalfAMinuteAndWithoutAReason() {
    assertThat(findings(29, "ContainerCreating", "FailedMount", "timed out")).isEmpty();
    assertThat(findings(60, "ContainerCreating")).isEmpty();
    assertThat(findings(60, "ContainerCreating", "BackOff", "back-off")).isEmpty();
  }

  @Test
  void isSilentOnceTheContainersRan() {
    assertThat(findings(60, "CrashLoopBackOff", "FailedMount", "timed out")).isEmpty();
  }
}
