package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodePressureTest {
  private final NodePressure rule = new NodePressure();

  @Test
  void quotesTheConditionThatIsTrue() {
    var findings =
        rule.find(
            Nodes.evidence(
                Nodes.with(
                    Nodes.condition("DiskPressure", "True", "KubeletHasDiskPressure", "disk"))));
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().cause()).startsWith("disk space or inodes run out");
    assertThat(findings.getFirst().evidence().getFirst().text()).contains("DiskPressure is True");
  }

  @Test
  void leavesFalseAndUnknownAndForeignConditionsAlone() {
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
    assertThat(
            rule.find(
                Nodes.evidence(
                    Nodes.with(Nodes.condition("DiskPressure", "Unknown", "Silent", "")))))
        .isEmpty();
    assertThat(
            rule.find(
                Nodes.evidence(Nodes.with(Nodes.condition("OfSomebody", "True", "Their", "")))))
        .isEmpty();
  }
}
