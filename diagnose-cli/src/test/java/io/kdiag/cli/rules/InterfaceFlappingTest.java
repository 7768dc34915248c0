package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NetworkDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceFlappingTest {
  private final InterfaceFlapping rule = new InterfaceFlapping();

  private static TestEvidence changes(long first, long last) {
    return devices(Machines.eth0(100, 0, 0, "up", first), Machines.eth0(100, 0, 0, "up", last));
  }

  private static TestEvidence devices(NetworkDevice first, NetworkDevice last) {
    return TestEvidence.healthy()
        .first("networkDevices", List.of(first))
        .last("networkDevices", List.of(last));
  }

  @Test
  void warnsWhenTheLinkWentAndCame() {
    Finding finding = Found.only(rule, changes(2, 6));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("interface/eth0");
    assertThat(finding.cause())
        .isEqualTo(
            "the link of interface eth0 comes and goes: 4 changes in 10.0 s, 6 since it exists");
  }

  @Test
  void warnsAboutOneMoreChangeOfMany() {
    Found.only(rule, changes(41, 42));
  }

  @Test
  void isSilentAboutOneChangeAndAboutThePast() {
    Found.silent(rule, changes(1, 2));
    Found.silent(rule, changes(42, 42));
    Found.silent(rule, changes(-1, -1));
  }

  @Test
  void isSilentAboutVirtualInterfaces() {
    NetworkDevice first = TestEvidence.with(Machines.eth0(0, 0, 0, "up", 2), "virtual", true);
    Found.silent(rule, devices(first, TestEvidence.with(first, "carrierChanges", 8L)));
  }

  @Test
  void isSilentWithoutInterfaces() {
    Found.silentWithout(rule, changes(2, 6), "networkDevices");
  }
}
