package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProtocolCounters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenQueueOverflowTest {
  private final ListenQueueOverflow rule = new ListenQueueOverflow();

  private static TestEvidence grown(long overflows, long drops) {
    return TestEvidence.healthy()
        .first("protocols", counters(9000, 9100))
        .last("protocols", counters(9000 + overflows, 9100 + drops));
  }

  private static ProtocolCounters counters(long overflows, long drops) {
    return new ProtocolCounters(
        Map.of("TcpExt.ListenOverflows", overflows, "TcpExt.ListenDrops", drops));
  }

  @Test
  void warnsWhenAQueueOverflowsNow() {
    Finding finding = Found.only(rule, grown(120, 120));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("overflowed 120 times in 10.0 s");
  }

  @Test
  void warnsWhenConnectionsAreDroppedForAnotherReason() {
    assertThat(Found.only(rule, grown(0, 5)).cause())
        .isEqualTo("5 new connections were dropped in 10.0 s");
  }

  @Test
  void isSilentAboutAFewAndAboutTotalsSinceBoot() {
    Found.silent(rule, grown(4, 4));
    Found.silent(rule, grown(0, 0));
    Found.silent(rule, grown(-500, -500));
  }

  @Test
  void isSilentWithoutCounters() {
    Found.silentWithout(rule, grown(120, 120), "protocols");
    Found.silent(rule, grown(120, 120).first("protocols", new ProtocolCounters(Map.of())));
  }
}
