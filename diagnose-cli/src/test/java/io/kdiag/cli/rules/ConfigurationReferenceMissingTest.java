package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.rules.ConfigurationReferenceMissing.What;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceMissingTest {

  private final ConfigurationReferenceMissing map =
      new ConfigurationReferenceMissing(What.CONFIG_MAP);
  private final ConfigurationReferenceMissing secret =
      new ConfigurationReferenceMissing(What.SECRET);
  private final ConfigurationReferenceMissing key = new ConfigurationReferenceMissing(What.KEY);

  private static TestCluster waiting(String message) {
    return TestCluster.healthy()
        .pod("shop/web")
        .waiting("shop/web", "CreateContainerConfigError", message);
  }

  private static TestCluster mounting(String message) {
    return TestCluster.healthy()
        .pod("shop/web", "status.phase", "Pending")
        .waiting("shop/web", "ContainerCreating", "")
        .warning(
            "Pod shop/web",
            "FailedMount",
            "MountVolume.SetUp failed for volume \"v\" : " + message);
  }

  @Test
  void namesWhatIsMissingOfVariables() {
    assertThat(Found.only(map, waiting("configmap \"settings\" not found")).cause())
        .isEqualTo(
            "it does not start: the ConfigMap settings that container main takes variables from does"
                + " not exist in namespace shop");
    assertThat(Found.only(secret, waiting("secret \"db\" not found")).cause())
        .contains("Secret db");
    assertThat(
            Found.only(key, waiting("couldn't find key mode in ConfigMap shop/settings")).cause())
        .contains("the ConfigMap settings", "has no key mode");
  }

  @Test
  void namesWhatIsMissingOfVolumes() {
    assertThat(Found.only(map, mounting("configmap \"settings\" not found")).cause())
        .contains("ConfigMap settings that it mounts as volume v does not exist");
    assertThat(Found.only(key, mounting("references non-existent secret key: tls.crt")).cause())
        .contains("the Secret that it mounts as volume v has no key tls.crt");
    assertThat(Found.only(key, mounting("configmap references non-existent config key: a")).cause())
        .contains("has no key a");
  }

  @Test
  void takesAnOlderKubeletsReasonFromTheEvents() {
    TestCluster cluster =
        waiting("").warning("Pod shop/web", "Failed", "Error: secret \"db\" not found");
    assertThat(Found.only(secret, cluster).cause()).contains("Secret db");
  }

  @Test
  void saysInWhichNamespaceThereIsOne() {
    TestCluster cluster = waiting("secret \"db\" not found").add("Secret data/db");
    assertThat(Found.only(secret, cluster).cause()).contains("there is one of that name in data");
  }

  @Test
  void isSilentOnceItIsThere() {
    Found.silent(map, waiting("configmap \"settings\" not found").add("ConfigMap shop/settings"));
    Found.silent(map, mounting("configmap \"settings\" not found").add("ConfigMap shop/settings"));
  }

  @Test
  void isSilentOfOtherWaitsOfTheHealthyAndOfTheUnread() {
    Found.silent(map, waiting("container has runAsNonRoot and image will run as root"));
    Found.silent(map, TestCluster.healthy());
    Found.silent(map, waiting("configmap \"settings\" not found").unread(Kind.POD));
  }
}
