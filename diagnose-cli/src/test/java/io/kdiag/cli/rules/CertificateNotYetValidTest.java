package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class CertificateNotYetValidTest {
  private final CertificateNotYetValid rule = new CertificateNotYetValid();

  @Test
  void blamesTheClock() {
    assertThat(rule.find(healthy().node().certificate("kubelet client", -0.25, 365).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("certificate//pki/kubelet-client.crt"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .contains("becomes valid only in 6.0 h: this machine's clock is behind"));
  }

  @Test
  void allowsClocksToDifferByAMinute() {
    assertThat(rule.find(healthy().node().certificate("etcd peer", -0.0006, 365).build()))
        .isEmpty();
    assertThat(rule.find(healthy().node().certificate("etcd peer", 1, 365).build())).isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().certificate("etcd peer", -1, 365).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
