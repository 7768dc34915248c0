package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class RegistryUnreachableTest {
  private final RegistryUnreachable rule = new RegistryUnreachable();

  @Test
  void tellsNameNetworkAndCertificateApart() {
    assertThat(cause("dial tcp: lookup r.test on 10.0.0.2:53: no such host"))
        .endsWith("no name server of the node knows the registry r.test");
    assertThat(cause("dial tcp 10.0.0.9:5000: connect: connection refused"))
        .endsWith("the node cannot reach the registry r.test");
    assertThat(
            cause(
                "net/http: request canceled while waiting for connection (Client.Timeout exceeded)"))
        .endsWith("the node cannot reach the registry r.test");
    assertThat(cause("x509: certificate signed by unknown authority"))
        .contains("does not trust the certificate");
    assertThat(cause("http: server gave HTTP response to HTTPS client")).contains("speak TLS");
  }

  private String cause(String said) {
    return Found.only(rule, ImageNotFoundTest.waiting("ErrImagePull", said)).cause();
  }

  @Test
  void isSilentWhereTheRegistryAnswers() {
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "manifest unknown"));
    Found.silent(rule, TestCluster.healthy());
  }
}
