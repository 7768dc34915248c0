package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NetworkDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceErrorsTest {
  private final InterfaceErrors rule = new InterfaceErrors();

  private static TestEvidence grown(long packets, long errors, long drops) {
    return TestEvidence.healthy()
        .first("networkDevices", List.of(Machines.eth0(5000, 300, 400, "up", 2)))
        .last(
            "networkDevices",
            List.of(Machines.eth0(5000 + packets, 300 + errors, 400 + drops, "up", 2)));
  }

  @Test
  void warnsWhenErrorsGrow() {
    Finding finding = Found.only(rule, grown(10_000, 12, 0));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("interface/eth0");
    assertThat(finding.cause())
        .isEqualTo(
            "interface eth0 has errors: 12 errors and 0 drops beside 10,000 packets in 10.0 s");
  }

  @Test
  void warnsWhenMoreThanOnePercentIsDropped() {
    assertThat(Found.only(rule, grown(2000, 0, 60)).cause()).contains("drops packets", "60 drops");
  }

  @Test
  void isSilentAboutFewErrorsAndFewDrops() {
    Found.silent(rule, grown(10_000, 4, 0));
    Found.silent(rule, grown(10_000, 0, 90));
    Found.silent(rule, grown(20, 0, 10));
  }

  @Test
  void isSilentAboutTotalsSinceItCameUp() {
    Found.silent(rule, grown(1000, 0, 0));
  }

  @Test
  void isSilentAboutDropsOfAPodsEndedInterface() {
    NetworkDevice veth = TestEvidence.with(Machines.eth0(0, 0, 0, "up", 2), "virtual", true);
    Found.silent(
        rule,
        TestEvidence.healthy()
            .first("networkDevices", List.of(veth))
            .last("networkDevices", List.of(TestEvidence.with(veth, "receiveDropped", 500L))));
  }

  @Test
  void isSilentWithoutInterfaces() {
    Found.silentWithout(rule, grown(10_000, 100, 0), "networkDevices");
  }
}
