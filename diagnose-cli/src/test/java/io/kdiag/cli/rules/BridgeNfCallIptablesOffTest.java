package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NetworkDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BridgeNfCallIptablesOffTest {
  private final BridgeNfCallIptablesOff rule = new BridgeNfCallIptablesOff();

  private static TestEvidence node(String device, Map<String, String> sysctls) {
    NetworkDevice bridge =
        TestEvidence.with(
            TestEvidence.with(Machines.eth0(9, 0, 0, "up", 2), "name", device), "virtual", true);
    return TestEvidence.healthy()
        .both("networkDevices", List.of(bridge))
        .both("sysctls", sysctls)
        .kubernetes("signs", List.of("/var/log/pods holds 7 pods"));
  }

  private static Map<String, String> value(String value) {
    return Map.of("net.bridge.bridge-nf-call-iptables", value);
  }

  @Test
  void warnsWherePodsAreOnABridge() {
    Finding finding = Found.only(rule, node("cni0", value("0")));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("bridge-nf-call-iptables is 0", "interface cni0");
  }

  @Test
  void isOnlyPossibleWhereTheModuleIsNotLoaded() {
    Finding finding = Found.only(rule, node("cni0", Map.of("net.ipv4.ip_forward", "1")));
    assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(finding.cause()).contains("br_netfilter is not loaded");
  }

  @Test
  void isSilentWhenOn() {
    Found.silent(rule, node("cni0", value("1")));
  }

  @Test
  void isSilentWherePodsAreRouted() {
    Found.silent(rule, node("cali1234567", value("0")));
    Found.silent(rule, node("cilium_host", Map.of()));
  }

  @Test
  void isSilentWhereNoPodsRun() {
    Found.silent(rule, node("cni0", value("0")).kubernetes("signs", List.of()));
  }

  @Test
  void isSilentWithoutSysctls() {
    Found.silentWithout(rule, node("cni0", value("0")), "sysctls");
  }
}
