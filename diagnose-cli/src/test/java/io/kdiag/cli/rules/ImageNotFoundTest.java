package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ImageNotFoundTest {
  private static final String CONTAINERD =
      "Failed to pull image \"r.test/denied/app:9\": rpc error: code = NotFound desc = failed to pull"
          + " and unpack image \"r.test/denied/app:9\": failed to resolve reference"
          + " \"r.test/denied/app:9\": r.test/denied/app:9: not found";

  private final ImageNotFound rule = new ImageNotFound();

  static TestCluster waiting(String reason, String message) {
    return TestCluster.healthy()
        .pod("shop/web", "spec.containers[0].image", "r.test/denied/app:9")
        .waiting("shop/web", reason, message);
  }

  @Test
  void readsWhyFromTheEventWhereTheStateSaysBackOffOnly() {
    TestCluster cluster =
        waiting("ImagePullBackOff", "Back-off pulling image \"r.test/denied/app:9\"")
            .warning("Pod shop/web", "Failed", "Error: ImagePullBackOff")
            .warning("Pod shop/web", "Failed", CONTAINERD);
    assertThat(Found.only(rule, cluster).cause())
        .startsWith(
            "container main waits for its image r.test/denied/app:9: the registry r.test has no such"
                + " image or tag");
  }

  @Test
  void knowsTheWordsOfOtherRuntimes() {
    Found.only(
        rule,
        waiting("ErrImagePull", "manifest for r.test/denied/app:9 not found: manifest unknown"));
    Found.only(
        rule,
        waiting(
            "ErrImagePull",
            "reading manifest 9 in r.test/denied/app: manifest unknown: manifest unknown"));
  }

  @Test
  void leavesWhatTheRegistryRefusesToAnother() {
    Found.silent(
        rule,
        waiting("ErrImagePull", "pulling from host r.test failed with status code: 403 Forbidden"));
  }

  @Test
  void isSilentWhereTheImageIsThereOrNothingWasRead() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, waiting("ErrImagePull", "not found").unread(Kind.POD));
  }
}
