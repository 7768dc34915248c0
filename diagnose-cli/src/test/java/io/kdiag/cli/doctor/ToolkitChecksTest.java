package io.kdiag.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Meta;
import io.kdiag.cli.evidence.kube.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolkitChecksTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final AgentState WELL =
      new AgentState(
          "k8s-node-1",
          "",
          List.of(),
          Map.of(
              "kdiag_collector_last_tick_timestamp_seconds", NOW.getEpochSecond() - 10d,
              "kdiag_log_shipper_lag_seconds", 1d,
              "kdiag_log_shipper_gaps_total", 0d));

  private static Node node(Duration heartbeatAge) {
    Condition condition =
        new Condition("KernelDeadlock", "True", "DockerHung", "", NOW.minus(heartbeatAge), NOW);
    Meta meta =
        new Meta("k8s-node-1", "", "", null, null, 0, 0, Map.of(), Map.of(), List.of(), List.of());
    return new Node(
        meta,
        new Node.Spec("", "", false, List.of()),
        new Node.Status(
            Map.of(),
            Map.of(),
            new ArrayList<>(List.of(condition)),
            List.of(),
            new Node.SystemInfo("", "", "", "", "", "", "")));
  }

  private static List<String> codes(
      AgentState agent, @Nullable Integer scraped, @Nullable Instant newest, Duration heartbeat) {
    Toolkit toolkit =
        new Toolkit(NOW, List.of(node(heartbeat)), List.of(agent), scraped, newest, List.of());
    return ToolkitChecks.diagnose(toolkit).findings().stream().map(Finding::code).toList();
  }

  private static AgentState saying(String metric, double value) {
    return new AgentState("k8s-node-1", "", List.of(), Map.of(metric, value));
  }

  @Test
  void findsNothingWhereAllWorks() {
    assertThat(codes(WELL, 1, NOW.minusSeconds(20), Duration.ofMinutes(1))).isEmpty();
    assertThat(codes(WELL, null, null, Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void findsAgentsThatAreMissingOrNotWell() {
    AgentState gone = new AgentState("k8s-node-1", "connection refused", List.of(), Map.of());
    assertThat(codes(gone, null, null, Duration.ZERO)).containsExactly("AgentMissing");
    AgentState ill = new AgentState("k8s-node-1", "", List.of("shipper: no answer"), Map.of());
    assertThat(codes(ill, null, null, Duration.ZERO)).containsExactly("AgentNotReady");
  }

  @Test
  void findsACollectorThatStandsStill() {
    double tick = NOW.getEpochSecond() - 600d;
    assertThat(
            codes(
                saying("kdiag_collector_last_tick_timestamp_seconds", tick),
                null,
                null,
                Duration.ZERO))
        .containsExactly("CollectorStale");
  }

  @Test
  void findsAShipperThatIsBehindOrLoses() {
    assertThat(codes(saying("kdiag_log_shipper_lag_seconds", 90), null, null, Duration.ZERO))
        .containsExactly("ShipperBehind");
    assertThat(codes(saying("kdiag_log_shipper_gaps_total", 1), null, null, Duration.ZERO))
        .containsExactly("ShipperLosing");
  }

  @Test
  void findsConditionsThatNobodyRenews() {
    assertThat(codes(WELL, null, null, Duration.ofMinutes(30)))
        .containsExactly("StaleNodeCondition");
  }

  @Test
  void findsMetricsAndLogsThatDoNotArrive() {
    assertThat(codes(WELL, 0, NOW.minusSeconds(900), Duration.ZERO))
        .containsExactly("LogsNotArriving", "MetricsNotArriving");
  }

  @Test
  void explainsEachOfItsCodes() {
    for (String code : ToolkitChecks.CODES) {
      assertThat(getClass().getResource("/rules/" + code + ".md")).as(code).isNotNull();
    }
  }
}
