package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodImageUnavailableTest {
  private final PodImageUnavailable rule = new PodImageUnavailable();

  private List<Finding> findings(String reason, String message, String... events) {
    ClusterEvidence cluster = Nodes.with(Nodes.pod("web", Nodes.waiting(reason, message)));
    return rule.find(Nodes.evidence(Nodes.warned(cluster, events)));
  }

  private String cause(String reason, String message, String... events) {
    return findings(reason, message, events).getFirst().cause();
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
        findings(
                "ImagePullBackOff",
                "Back-off pulling image",
                "Failed",
                "Failed to pull image: manifest unknown")
            .getFirst();
    assertThat(finding.cause()).contains("no such image or tag");
    assertThat(finding.object()).isEqualTo("pod/shop/web");
    assertThat(finding.evidence()).hasSize(2);
  }

  @Test
  void isSilentOfOtherWaits() {
    assertThat(findings("ContainerCreating", "")).isEmpty();
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
  }
}
