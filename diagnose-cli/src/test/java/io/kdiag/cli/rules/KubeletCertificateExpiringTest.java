package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class KubeletCertificateExpiringTest {
  private final KubeletCertificateExpiring rule = new KubeletCertificateExpiring();

  @Test
  void warnsInTheLastFourteenDays() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", 355, 10).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.object()).isEqualTo("certificate//pki/kubelet-client.crt"))
        .satisfies(f -> assertThat(f.cause()).contains("expires in 10.0 days"));
  }

  @Test
  void isSilentBeforeThatAndAfterTheEnd() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", 350, 15).build()))
        .isEmpty();
    assertThat(rule.find(healthy().node().certificate("kubelet client", 365, -1).build()))
        .isEmpty();
  }

  @Test
  void isSilentOnACertificateMadeForADay() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", 0.5, 0.5).build()))
        .isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().certificate("kubelet client", 355, 10).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
