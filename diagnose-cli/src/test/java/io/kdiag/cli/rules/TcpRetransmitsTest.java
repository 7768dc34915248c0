package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProtocolCounters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpRetransmitsTest {
  private final TcpRetransmits rule = new TcpRetransmits();

  private static TestEvidence sent(long segments, long again) {
    return TestEvidence.healthy()
        .first(
            "protocols",
            new ProtocolCounters(Map.of("Tcp.OutSegs", 1000L, "Tcp.RetransSegs", 900L)))
        .last(
            "protocols",
            new ProtocolCounters(
                Map.of("Tcp.OutSegs", 1000 + segments, "Tcp.RetransSegs", 900 + again)));
  }

  @Test
  void warnsAboveFivePercent() {
    Finding finding = Found.only(rule, sent(20_000, 2400));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .startsWith("12.0 % of TCP segments had to be sent again (2400 of 20,000 in 10.0 s)");
  }

  @Test
  void isSilentUpToFivePercent() {
    Found.silent(rule, sent(2000, 100));
  }

  @Test
  void isSilentWhereTooLittleWasSentToTell() {
    Found.silent(rule, sent(100, 50));
    Found.silent(rule, sent(150, 19));
  }

  @Test
  void isSilentAboutTotalsSinceBoot() {
    Found.silent(rule, sent(0, 0));
  }

  @Test
  void isSilentWithoutCounters() {
    Found.silentWithout(rule, sent(20_000, 2400), "protocols");
  }
}
