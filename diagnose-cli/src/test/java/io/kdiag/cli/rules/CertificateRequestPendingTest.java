package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class CertificateRequestPendingTest {
  private final CertificateRequestPending rule = new CertificateRequestPending();

  private static TestCluster request(String age) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: CertificateSigningRequest
            metadata: {name: csr-1, creationTimestamp: %s}
            spec: {signerName: kubernetes.io/kubelet-serving, username: "system:node:n"}
            """
                .formatted(age));
  }

  @Test
  void saysWhoAsked() {
    assertThat(Found.only(rule, request("-6m")).cause())
        .startsWith("system:node:n asked for a certificate (kubernetes.io/kubelet-serving)");
  }

  @Test
  void isSilentForFiveMinutesAndOnceApproved() {
    Found.silent(rule, request("-4m"));
    Found.silent(
        rule,
        request("-6m")
            .condition("CertificateSigningRequest csr-1", "Approved", "True", "AutoApproved", ""));
    Found.silent(rule, TestCluster.healthy());
  }
}
