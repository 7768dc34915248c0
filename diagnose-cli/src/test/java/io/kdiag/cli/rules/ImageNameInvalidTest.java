package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class ImageNameInvalidTest {
  private final ImageNameInvalid rule = new ImageNameInvalid();

  @Test
  void saysWhatIsWrongWithTheName() {
    TestCluster cluster =
        ImageNotFoundTest.waiting(
            "InvalidImageName",
            "Failed to apply default image tag \"Shop/App\": couldn't parse image reference"
                + " \"Shop/App\": invalid reference format: repository name must be lowercase");
    assertThat(Found.only(rule, cluster).cause())
        .endsWith("that is no image's name (repository name must be lowercase)");
  }

  @Test
  void isSilentOfNamesThatAreNames() {
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "not found"));
    Found.silent(rule, TestCluster.healthy());
  }
}
