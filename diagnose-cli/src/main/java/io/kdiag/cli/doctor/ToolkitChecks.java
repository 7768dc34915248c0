package io.kdiag.cli.doctor;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.rules.Quantities;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What is wrong with kdiag's own parts: a pure function of what was seen of them. */
public final class ToolkitChecks {
  private static final Duration STALE = Duration.ofMinutes(10);
  private static final double STALE_TICK_SECONDS = 120;
  private static final double BEHIND_SECONDS = 60;
  private static final double LOG_AGE_SECONDS = 300;

  /** Conditions that kubelet and the cloud keep themselves. */
  private static final Set<String> OTHERS =
      Set.of(
          "Ready",
          "MemoryPressure",
          "DiskPressure",
          "PIDPressure",
          "NetworkUnavailable",
          "OutOfDisk");

  /** Each has a page for {@code kdiag explain}. */
  public static final List<String> CODES =
      List.of(
          "AgentMissing",
          "AgentNotReady",
          "CollectorStale",
          "LogsNotArriving",
          "MetricsNotArriving",
          "ShipperBehind",
          "ShipperLosing",
          "StaleNodeCondition");

  private final Toolkit toolkit;
  private final List<Finding> findings = new ArrayList<>();

  private ToolkitChecks(Toolkit toolkit) {
    this.toolkit = toolkit;
  }

  public static Diagnosis diagnose(Toolkit toolkit) {
    ToolkitChecks checks = new ToolkitChecks(toolkit);
    checks.missing();
    for (AgentState agent : toolkit.agents()) {
      if (agent.reached()) {
        checks.notReady(agent);
        checks.collector(agent);
        checks.shipper(agent);
      }
    }
    checks.conditions();
    checks.backEnds();
    return checks.answer();
  }

  private void missing() {
    List<AgentState> missing = toolkit.agents().stream().filter(agent -> !agent.reached()).toList();
    if (missing.isEmpty()) {
      return;
    }
    boolean all = missing.size() == toolkit.agents().size();
    Finding.Builder finding =
        Finding.of(
            "AgentMissing",
            Severity.WARNING,
            all ? "cluster" : "node/" + missing.getFirst().node(),
            all
                ? "no node's agent answers, so that kernel problems, metrics and logs of nodes are"
                    + " not seen"
                : "the agent does not answer on "
                    + missing.size()
                    + " of "
                    + toolkit.agents().size()
                    + " nodes, so that what happens there is not seen");
    for (AgentState agent : missing) {
      finding.evidence(toolkit.now(), "node/" + agent.node(), agent.unreachable());
    }
    add(
        finding
            .look(
                "See whether its DaemonSet runs on all nodes",
                "kubectl get daemonsets,pods -n kdiag -o wide")
            .build());
  }

  private void notReady(AgentState agent) {
    if (agent.notReady().isEmpty()) {
      return;
    }
    Finding.Builder finding =
        Finding.of(
            "AgentNotReady",
            Severity.WARNING,
            "node/" + agent.node(),
            "the agent runs and says that it is not well: " + agent.notReady().getFirst());
    agent.notReady().forEach(line -> finding.evidence(toolkit.now(), "/health/readiness", line));
    add(finding.look("See what it says", "kubectl logs -n kdiag -l app=kdiag --tail=50").build());
  }

  private void collector(AgentState agent) {
    double tick = agent.metric("kdiag_collector_last_tick_timestamp_seconds");
    double age = toolkit.now().toEpochMilli() / 1e3 - tick;
    if (age > STALE_TICK_SECONDS) {
      add(
          Finding.of(
                  "CollectorStale",
                  Severity.WARNING,
                  "node/" + agent.node(),
                  "the collector has measured nothing for " + Quantities.seconds(age))
              .since(Instant.ofEpochSecond(Math.round(tick)))
              .evidence(
                  toolkit.now(),
                  "/metrics",
                  "kdiag_collector_last_tick_timestamp_seconds " + Math.round(tick))
              .look("See what it says", "kubectl logs -n kdiag -l app=kdiag --tail=50")
              .build());
    }
  }

  private void shipper(AgentState agent) {
    double behind = agent.metric("kdiag_log_shipper_lag_seconds");
    double bytes = agent.metric("kdiag_log_shipper_lag_bytes");
    if (behind > BEHIND_SECONDS) {
      add(
          Finding.of(
                  "ShipperBehind",
                  Severity.WARNING,
                  "node/" + agent.node(),
                  "the log shipper is "
                      + Quantities.seconds(behind)
                      + " behind"
                      + (bytes > 0 ? ", " + Quantities.bytes(Math.round(bytes)) : "")
                      + ": lines reach Elasticsearch late, and are lost once kubelet deletes them")
              .evidence(toolkit.now(), "/metrics", "kdiag_log_shipper_lag_seconds " + behind)
              .look(
                  "See whether Elasticsearch answers",
                  "kdiag logs -A --source elasticsearch --tail 5")
              .build());
    }
    double lost = agent.metric("kdiag_log_shipper_lost_bytes_total");
    double gaps = agent.metric("kdiag_log_shipper_gaps_total");
    double dead = agent.metric("kdiag_log_shipper_dead_letters_total");
    if (lost > 0 || gaps > 0 || dead > 0) {
      add(
          Finding.of(
                  "ShipperLosing",
                  Severity.WARNING,
                  "node/" + agent.node(),
                  "since its start the log shipper lost "
                      + Quantities.bytes(Math.round(Math.max(0, lost)))
                      + " of logs in "
                      + Math.round(Math.max(0, gaps))
                      + " files, and put "
                      + Math.round(Math.max(0, dead))
                      + " refused documents aside")
              .evidence(toolkit.now(), "/metrics", "kdiag_log_shipper_gaps_total " + gaps)
              .evidence(toolkit.now(), "/metrics", "kdiag_log_shipper_dead_letters_total " + dead)
              .look("See which", "kubectl logs -n kdiag -l app=kdiag --tail=200")
              .build());
    }
  }

  /** A condition of a detector's that nobody renews says nothing about the node. */
  private void conditions() {
    for (Node node : toolkit.nodes()) {
      for (Condition condition : node.conditions()) {
        Instant heartbeat = condition.heartbeat();
        if (!OTHERS.contains(condition.type())
            && heartbeat != null
            && heartbeat.plus(STALE).isBefore(toolkit.now())) {
          add(
              Finding.of(
                      "StaleNodeCondition",
                      Severity.WARNING,
                      node.object(),
                      "condition "
                          + condition.type()
                          + " is "
                          + condition.status()
                          + ", and nobody has renewed it for "
                          + Quantities.seconds(
                              Duration.between(heartbeat, toolkit.now()).toMillis() / 1e3)
                          + ": it says nothing about the node any more")
                  .since(heartbeat)
                  .evidence(heartbeat, "API server", condition.text())
                  .look("See who sets it", "kubectl describe node " + node.name())
                  .build());
        }
      }
    }
  }

  private void backEnds() {
    Integer scraped = toolkit.scraped();
    if (scraped != null && scraped < toolkit.nodes().size()) {
      add(
          Finding.of(
                  "MetricsNotArriving",
                  Severity.WARNING,
                  "cluster",
                  "Prometheus has fresh numbers of "
                      + scraped
                      + " of "
                      + toolkit.nodes().size()
                      + " nodes' collectors")
              .evidence(
                  toolkit.now(),
                  "Prometheus",
                  "kdiag_collector_last_tick_timestamp_seconds of " + scraped + " nodes")
              .look(
                  "See its targets",
                  "kubectl get --raw '/api/v1/namespaces/kdiag/services/http:prometheus:9090/proxy/api/v1/targets?state=active'")
              .build());
    }
    Instant newest = toolkit.newestLog();
    double age = newest == null ? 0 : Duration.between(newest, toolkit.now()).toMillis() / 1e3;
    if (newest != null && age > LOG_AGE_SECONDS) {
      add(
          Finding.of(
                  "LogsNotArriving",
                  Severity.WARNING,
                  "cluster",
                  "the newest line in Elasticsearch is " + Quantities.seconds(age) + " old")
              .since(newest)
              .evidence(newest, "Elasticsearch", "the newest @timestamp of logs-kdiag.container-*")
              .look("See whether containers write at all", "kdiag logs -A --since 5m --tail 5")
              .build());
    }
  }

  private void add(Finding finding) {
    findings.add(finding);
  }

  private Diagnosis answer() {
    findings.sort(Comparator.comparing(Finding::code).thenComparing(Finding::object));
    long reached = toolkit.agents().stream().filter(AgentState::reached).count();
    return new Diagnosis(
        Diagnosis.API_VERSION,
        Diagnosis.KIND,
        "kdiag",
        reached + " of " + toolkit.agents().size() + " node agents answer",
        toolkit.now(),
        Duration.ZERO,
        List.copyOf(findings),
        List.of(),
        CODES,
        toolkit.notChecked());
  }
}
