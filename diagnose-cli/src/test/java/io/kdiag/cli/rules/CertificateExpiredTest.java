package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class CertificateExpiredTest {
  private final CertificateExpired rule = new CertificateExpired();

  @Test
  void namesWhoseItIsAndSinceWhen() {
    assertThat(rule.find(healthy().node().certificate("etcd server", 365, -0.5).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("certificate//pki/etcd-server.crt"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .startsWith(
                        "The certificate of etcd server (/pki/etcd-server.crt) expired 12.0 h ago"))
        .satisfies(f -> assertThat(rule.explains(f)).contains("ControlPlaneUnhealthy"));
  }

  @Test
  void isAWarningWhereOnlyPeopleUseIt() {
    assertThat(rule.find(healthy().node().certificate("admin client", 365, -1).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void saysThatAnAuthorityTakesAllWithIt() {
    assertThat(rule.find(healthy().node().certificate("cluster CA", 3650, -1).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.cause()).endsWith("ago: all that it signed is refused"))
        .satisfies(
            f ->
                assertThat(f.remedies())
                    .extracting("command")
                    .doesNotContain("kubeadm certs renew all"));
  }

  @Test
  void looksAtAControlPlaneWithoutKubeletToo() {
    assertThat(
            rule.find(
                healthy().part("etcd", "process", 3).certificate("etcd server", 365, -1).build()))
        .hasSize(1);
  }

  @Test
  void isSilentOnWhatIsValidOrKubelets() {
    assertThat(rule.find(healthy().node().certificate("etcd server", 364, 1).build())).isEmpty();
    assertThat(rule.find(healthy().node().certificate("kubelet client", 364, -1).build()))
        .isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().certificate("etcd server", 365, -1).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
