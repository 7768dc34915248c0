package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class RunAsRootRefusedTest {

  private final RunAsRootRefused rule = new RunAsRootRefused();

  private static TestCluster waiting(String message) {
    return TestCluster.healthy()
        .pod("shop/web")
        .waiting("shop/web", "CreateContainerConfigError", message);
  }

  @Test
  void saysWhoWouldBeRoot() {
    assertThat(
            Found.only(
                    rule, waiting("container has runAsNonRoot and image will run as root (pod: x)"))
                .cause())
        .endsWith("its image runs as root");
    assertThat(Found.only(rule, waiting("container's runAsUser breaks non-root policy")).cause())
        .endsWith("its runAsUser is 0, which is root");
    assertThat(
            Found.only(
                    rule,
                    waiting(
                        "container has runAsNonRoot and image has non-numeric user (app), cannot"
                            + " verify user is non-root"))
                .cause())
        .contains("by a word");
  }

  @Test
  void isSilentOfOtherRefusals() {
    Found.silent(rule, waiting("secret \"db\" not found"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, waiting("image will run as root").unread(Kind.POD));
  }
}
