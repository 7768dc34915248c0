package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

class EtcdUnhealthyTest {
  private final EtcdUnhealthy rule = new EtcdUnhealthy();

  private static TestCluster etcd(String status) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: ComponentStatus
            metadata: {name: etcd-0}
            conditions: [{type: Healthy, status: %s, message: "connection refused"}]
            """
                .formatted(status));
  }

  @Test
  void isCritical() {
    Finding finding = Found.only(rule, etcd("False"));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause())
        .isEqualTo("etcd-0, the only member of etcd, is not healthy: connection refused");
  }

  @Test
  void isSilentWhereItIsHealthyOrNotAsked() {
    Found.silent(rule, etcd("True"));
    Found.silent(rule, TestCluster.healthy());
  }
}
