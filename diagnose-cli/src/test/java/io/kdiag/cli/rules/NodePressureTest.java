package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class NodePressureTest {
  private final NodePressure rule = new NodePressure();

  private static TestCluster condition(String type, String status) {
    return TestCluster.healthy().condition("Node k8s-node-1", type, status, "Reason", "words");
  }

  @Test
  void quotesTheConditionThatIsTrue() {
    Finding finding = Found.only(rule, condition("DiskPressure", "True"));
    assertThat(finding.cause()).startsWith("disk space or inodes run out");
    assertThat(finding.evidence().getFirst().text()).contains("DiskPressure is True");
  }

  @Test
  void leavesFalseAndUnknownAndForeignConditionsAlone() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, condition("DiskPressure", "Unknown"));
    Found.silent(rule, condition("OfSomebody", "True"));
  }
}
