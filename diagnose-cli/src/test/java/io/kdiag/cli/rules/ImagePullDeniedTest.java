package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ImagePullDeniedTest {
  private final ImagePullDenied rule = new ImagePullDenied();

  private static TestCluster denied() {
    return ImageNotFoundTest.waiting(
        "ErrImagePull",
        "failed to resolve reference \"r.test/denied/app:9\": pulling from host r.test failed with"
            + " status code [manifests 1]: 401 Unauthorized");
  }

  @Test
  void saysThatThePodNamesNoSecret() {
    assertThat(Found.only(rule, denied()).cause()).contains("the pod has no imagePullSecrets");
  }

  @Test
  void saysThatTheSecretIsNotThere() {
    TestCluster cluster = denied().change("Pod shop/web", "spec.imagePullSecrets", "[{name: reg}]");
    assertThat(Found.only(rule, cluster).cause())
        .contains("its pull secret reg does not exist in shop");
  }

  @Test
  void doubtsASecretThatIsThereOrThatItMayNotRead() {
    TestCluster there =
        denied()
            .change("Pod shop/web", "spec.imagePullSecrets", "[{name: reg}]")
            .add("Secret shop/reg");
    assertThat(Found.only(rule, there).cause()).contains("what its pull secret reg holds is wrong");
    assertThat(Found.only(rule, there.unread(Kind.SECRET)).cause())
        .contains("what its pull secret reg holds is wrong");
  }

  @Test
  void takesTheServiceAccountsSecrets() {
    TestCluster cluster =
        denied().change("ServiceAccount shop/default", "imagePullSecrets", "[{name: of-account}]");
    assertThat(Found.only(rule, cluster).cause()).contains("of-account does not exist");
  }

  @Test
  void isSilentOfAnImageThatIsNotThere() {
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "r.test/denied/app:9: not found"));
    Found.silent(rule, TestCluster.healthy());
  }
}
