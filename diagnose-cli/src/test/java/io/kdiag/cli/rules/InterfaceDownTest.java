package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceDownTest {
  private final InterfaceDown rule = new InterfaceDown();

  private static final NetworkDevice UP =
      TestEvidence.with(Machines.eth0(100, 0, 0, "up", 2), "name", "eth1");

  private static TestEvidence devices(NetworkDevice... devices) {
    return TestEvidence.healthy().both("networkDevices", List.of(devices));
  }

  @Test
  void isCriticalWhenItIsTheWayOut() {
    Finding finding = Found.only(rule, devices(Machines.eth0(900, 0, 0, "down", 3), UP));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("interface/eth0");
    assertThat(finding.cause())
        .isEqualTo(
            "interface eth0 has no link (operstate down) though it is set to be up; it is this"
                + " machine's way out");
  }

  @Test
  void isCriticalWhenNoOtherIsUp() {
    Found.only(rule, devices(Machines.eth0(900, 0, 0, "down", 3)).both("routes", List.of()));
  }

  @Test
  void warnsWhenAnotherCarriesTheTraffic() {
    List<Route> others = List.of(new Route("eth1", "0.0.0.0", 0, "10.0.0.1", 0, false));
    Finding finding =
        Found.only(
            rule,
            devices(Machines.eth0(900, 0, 0, "lowerlayerdown", 3), UP).both("routes", others));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void onlyRemarksOnALinkThatCarriedNothing() {
    assertThat(Found.only(rule, devices(Machines.eth0(0, 0, 0, "down", 2), UP)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void isSilentAboutASocketWithoutACable() {
    Found.silent(rule, devices(Machines.eth0(0, 0, 0, "down", 1), UP));
    Found.silent(rule, devices(Machines.eth0(0, 0, 0, "down", -1), UP));
  }

  @Test
  void isSilentAboutWhatIsSwitchedOffOrVirtualOrUp() {
    NetworkDevice down = Machines.eth0(900, 0, 0, "down", 3);
    Found.silent(rule, devices(TestEvidence.with(down, "administrativelyUp", false), UP));
    Found.silent(rule, devices(TestEvidence.with(down, "virtual", true), UP));
    Found.silent(rule, devices(Machines.eth0(900, 0, 0, "unknown", 0), UP));
  }

  @Test
  void isSilentWithoutInterfaces() {
    Found.silentWithout(rule, devices(Machines.eth0(900, 0, 0, "down", 3)), "networkDevices");
  }
}
