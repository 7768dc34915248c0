package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class CertificateExpiringTest {
  private final CertificateExpiring rule = new CertificateExpiring();

  @Test
  void warnsInTheLastThirtyDays() {
    assertThat(rule.find(healthy().node().certificate("etcd peer", 340, 25).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.object()).isEqualTo("certificate//pki/etcd-peer.crt"))
        .satisfies(f -> assertThat(f.cause()).contains("expires in 25.0 days"));
  }

  @Test
  void isSilentBeforeThatAndAfterTheEnd() {
    assertThat(rule.find(healthy().node().certificate("etcd peer", 334, 31).build())).isEmpty();
    assertThat(rule.find(healthy().node().certificate("etcd peer", 366, -1).build())).isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().certificate("etcd peer", 340, 25).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
