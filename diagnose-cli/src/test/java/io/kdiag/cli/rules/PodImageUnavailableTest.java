package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class PodImageUnavailableTest {
  private final PodImageUnavailable rule = new PodImageUnavailable();

  private static TestCluster waiting(String reason, String message) {
    return TestCluster.healthy().pod("shop/web").waiting("shop/web", reason, message);
  }

  private String cause(String reason, String message) {
    return Found.only(rule, waiting(reason, message)).cause();
  }

  @Test
  void saysWhyTheImageCannotBeHad() {
    assertThat(cause("ErrImageNeverPull", "")).contains("not on the node", "Never");
    assertThat(cause("InvalidImageName", "")).contains("no image's name");
    assertThat(cause("ErrImagePull", "... pull access denied, repository does not exist"))
        .contains("refuses");
    assertThat(cause("ErrImagePull", "failed to resolve reference: not found"))
        .contains("no such image or tag");
    assertThat(cause("ErrImagePull", "no match for platform in manifest: not found"))
        .contains("processor architecture");
    assertThat(cause("ErrImagePull", "dial tcp: lookup registry.shop: no such host"))
        .contains("cannot be resolved");
    assertThat(cause("ErrImagePull", "x509: certificate signed by unknown authority"))
        .contains("certificate");
    assertThat(cause("ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout"))
        .contains("cannot be reached");
    assertThat(cause("ErrImagePull", "toomanyrequests: You have reached your pull rate limit"))
        .contains("pulls too much");
    assertThat(cause("ErrImagePull", "something new")).contains("cannot be pulled");
  }

  @Test
  void takesTheReasonFromTheEventsWhileKubeletBacksOff() {
    Finding finding =
        Found.only(
            rule,
            waiting("ImagePullBackOff", "Back-off pulling image")
                .warning("Pod shop/web", "Failed", "Failed to pull image: manifest unknown"));
    assertThat(finding.cause()).contains("no such image or tag");
    assertThat(finding.object()).isEqualTo("pod/shop/web");
    assertThat(finding.evidence()).hasSize(2);
  }

  @Test
  void isSilentOfOtherWaits() {
    Found.silent(rule, waiting("ContainerCreating", ""));
    Found.silent(rule, TestCluster.healthy());
  }
}
