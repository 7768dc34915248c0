package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class NodeRequestsFullTest {
  private final NodeRequestsFull rule = new NodeRequestsFull();

  private static TestCluster requests(String cpu, String memory) {
    return TestCluster.healthy()
        .pod(
            "shop/big",
            "spec.containers[0].resources.requests",
            "{cpu: '" + cpu + "', memory: " + memory + "}");
  }

  @Test
  void saysWhichOfTheTwoIsPromised() {
    Finding finding = Found.only(rule, requests("3900m", "1Gi"));
    assertThat(finding.cause()).contains("3.9 of 4.0 processors", "no room");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(Found.only(rule, requests("1", "9Gi")).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentBelow() {
    Found.silent(rule, requests("3700m", "7Gi"));
    Found.silent(rule, TestCluster.healthy());
  }
}
