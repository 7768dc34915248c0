package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class CertificateNamesTest {
  private final CertificateNames rule = new CertificateNames();

  @Test
  void findsAnApiServerThatDoesNotNameKubernetes() {
    assertThat(
            rule.find(
                healthy()
                    .node()
                    .certificate("kube-apiserver server", 1, 300, "localhost", "10.0.0.1")
                    .build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(
            f -> assertThat(f.object()).isEqualTo("certificate//pki/kube-apiserver-server.crt"))
        .satisfies(f -> assertThat(f.cause()).contains("does not name kubernetes.default.svc"));
  }

  @Test
  void findsAServerThatNamesNobody() {
    assertThat(rule.find(healthy().node().certificate("etcd server", 1, 300).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.cause()).contains("names no host at all"));
  }

  @Test
  void isSilentWhereTheNamesAreThere() {
    assertThat(
            rule.find(
                healthy()
                    .node()
                    .certificate("kube-apiserver server", 1, 300, "DNS:kubernetes", "10.0.0.1")
                    .certificate("etcd server", 1, 300, "127.0.0.1")
                    .build()))
        .isEmpty();
  }

  @Test
  void isSilentOnClients() {
    assertThat(
            rule.find(
                healthy()
                    .node()
                    .certificate("kube-apiserver client of kubelet", 1, 300)
                    .certificate("etcd CA", 1, 300)
                    .certificate("kubernetes server-ca", 1, 300)
                    .build()))
        .isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().certificate("etcd server", 1, 300).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
