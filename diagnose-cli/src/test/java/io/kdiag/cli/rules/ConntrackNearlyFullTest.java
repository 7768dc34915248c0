package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Conntrack;
import org.junit.jupiter.api.Test;

class ConntrackNearlyFullTest {
  private final ConntrackNearlyFull rule = new ConntrackNearlyFull();

  private static TestEvidence table(long entries, long limit, long drops) {
    return TestEvidence.healthy()
        .first("conntrack", new Conntrack(entries, limit, 5, 2, 0))
        .last("conntrack", new Conntrack(entries, limit, 5 + drops, 2, 0));
  }

  @Test
  void isCriticalWhenFull() {
    Finding finding = Found.only(rule, table(65_536, 65_536, 0));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .isEqualTo(
            "the connection tracking table is full: 65,536 of 65,536 entries (100.0 %), new"
                + " connections are dropped");
  }

  @Test
  void isCriticalWhenConnectionsAreDropped() {
    Finding finding = Found.only(rule, table(60_000, 65_536, 12));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause()).contains("12 in this window");
  }

  @Test
  void warnsAboveNinetyPercent() {
    Finding finding = Found.only(rule, table(60_000, 65_536, 0));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.cause()).contains("nearly full", "91.6 %");
  }

  @Test
  void isSilentUpToNinetyPercentWhateverWasDroppedSinceBoot() {
    Found.silent(rule, table(900, 1000, 0));
    Found.silent(rule, table(100, 65_536, 3));
    Found.silent(rule, table(100, 0, 0));
  }

  @Test
  void isSilentWithoutConntrack() {
    Found.silentWithout(rule, table(10, 10, 0), "conntrack");
  }

  @Test
  void explainsWhoCannotConnectOnlyWhenFull() {
    Finding full = Found.only(rule, table(65_536, 65_536, 0));
    Finding nearly = Found.only(rule, table(60_000, 65_536, 0));
    assertThat(rule.explains(full)).contains("DnsNotAnswering", "ControlPlaneUnhealthy");
    assertThat(rule.explains(nearly)).doesNotContain("ControlPlaneUnhealthy");
  }
}
