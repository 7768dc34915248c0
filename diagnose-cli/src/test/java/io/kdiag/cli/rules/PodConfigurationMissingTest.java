package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class PodConfigurationMissingTest {
  private final PodConfigurationMissing rule = new PodConfigurationMissing();

  private static TestCluster waiting(String reason, String message) {
    return TestCluster.healthy().pod("shop/web").waiting("shop/web", reason, message);
  }

  @Test
  void namesWhatIsMissing() {
    Finding finding =
        Found.only(rule, waiting("CreateContainerConfigError", "configmap \"settings\" not found"));
    assertThat(finding.cause())
        .isEqualTo("container main cannot be configured: configmap \"settings\" not found");
    assertThat(finding.since()).isNotNull();
  }

  @Test
  void takesAnOlderKubeletsReasonFromTheEvents() {
    TestCluster cluster =
        waiting("CreateContainerConfigError", "")
            .warning(
                "Pod shop/web", "Failed", "Error: couldn't find key PASSWORD in Secret shop/db");
    assertThat(Found.only(rule, cluster).cause()).contains("key PASSWORD");
  }

  @Test
  void isSilentOfOtherWaits() {
    Found.silent(rule, waiting("ContainerCreating", ""));
  }
}
