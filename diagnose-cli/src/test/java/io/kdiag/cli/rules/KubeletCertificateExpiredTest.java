package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class KubeletCertificateExpiredTest {
  private final KubeletCertificateExpired rule = new KubeletCertificateExpired();

  @Test
  void saysSinceWhenAndWhatItMeans() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", 365, -2).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("certificate//pki/kubelet-client.crt"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "The certificate of kubelet client (/pki/kubelet-client.crt) expired 2.0"
                            + " days ago: the API server turns kubelet away, and the node is"
                            + " NotReady"))
        .satisfies(f -> assertThat(rule.explains(f)).contains("KubeletDown"));
  }

  @Test
  void isAWarningForTheServingCertificate() {
    assertThat(rule.find(healthy().node().certificate("kubelet server", 365, -2).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(rule.explains(f)).isEmpty());
  }

  @Test
  void isSilentUntilTheVeryEnd() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", 365, 0.01).build()))
        .isEmpty();
  }

  @Test
  void leavesOthersCertificatesToTheirRule() {
    assertThat(rule.find(healthy().node().certificate("etcd server", 365, -2).build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().certificate("kubelet client", 365, -2).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
