package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodConfigurationMissingTest {
  private final PodConfigurationMissing rule = new PodConfigurationMissing();

  private List<Finding> findings(String reason, String message) {
    return rule.find(Nodes.evidence(Nodes.with(Nodes.pod("web", Nodes.waiting(reason, message)))));
  }

  @Test
  void namesWhatIsMissing() {
    Finding finding =
        findings("CreateContainerConfigError", "configmap \"settings\" not found").getFirst();
    assertThat(finding.cause())
        .isEqualTo("container main cannot be configured: configmap \"settings\" not found");
    assertThat(finding.since()).isNotNull();
  }

  @Test
  void takesAnOlderKubeletsReasonFromTheEvents() {
    ClusterEvidence cluster =
        Nodes.with(Nodes.pod("web", Nodes.waiting("CreateContainerConfigError", "")));
    ClusterEvidence warned =
        Nodes.warned(cluster, "Failed", "Error: couldn't find key PASSWORD in Secret shop/db");
    assertThat(rule.find(Nodes.evidence(warned)).getFirst().cause()).contains("key PASSWORD");
  }

  @Test
  void isSilentOfOtherWaits() {
    assertThat(findings("ContainerCreating", "")).isEmpty();
  }
}
