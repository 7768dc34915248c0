package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IpForwardOffTest {
  private final IpForwardOff rule = new IpForwardOff();

  private static TestEvidence forward(String value) {
    return TestEvidence.healthy()
        .both("sysctls", Map.of("net.ipv4.ip_forward", value))
        .kubernetes("signs", List.of("/var/log/pods holds 7 pods"));
  }

  @Test
  void isCriticalOnANode() {
    Finding finding = Found.only(rule, forward("0"));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("net.ipv4.ip_forward = 0");
    assertThat(finding.remedies().get(1).command()).isEqualTo("sysctl -w net.ipv4.ip_forward=1");
  }

  @Test
  void isSilentWhenOnOrNotKnown() {
    Found.silent(rule, forward("1"));
    Found.silent(rule, forward("0").both("sysctls", Map.of()));
  }

  @Test
  void isSilentWhereNoPodsRun() {
    Found.silent(rule, forward("0").kubernetes("signs", List.of()));
  }

  @Test
  void isSilentWithoutSysctls() {
    Found.silentWithout(rule, forward("0"), "sysctls");
  }
}
