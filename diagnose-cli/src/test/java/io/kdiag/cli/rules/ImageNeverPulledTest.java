package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class ImageNeverPulledTest {
  private final ImageNeverPulled rule = new ImageNeverPulled();

  @Test
  void namesTheNodeThatLacksTheImage() {
    TestCluster cluster =
        ImageNotFoundTest.waiting(
            "ErrImageNeverPull", "Container image \"x\" is not present with pull policy of Never");
    assertThat(Found.only(rule, cluster).cause())
        .endsWith("it is not on node k8s-node-1, and imagePullPolicy is Never");
  }

  @Test
  void isSilentOfOtherWaits() {
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "not found"));
    Found.silent(rule, TestCluster.healthy());
  }
}
