package io.kdiag.dashboards.grafana;

/** Whether what agents send arrives: logs in Elasticsearch, points in InfluxDB. */
final class AgentsSinks {

  private AgentsSinks() {}

  static Row shipper() {
    return Row.of(
        "Log shipper",
        Panel.time("Lines read", "ops")
            .says("Log lines that shippers read.")
            .query(rate("kdiag_log_shipper_lines_total", "node"), "{{node}}")
            .link(Link.node()),
        Panel.time("Bytes not yet read", "bytes")
            .says(
                "What containers wrote and the shipper has not read. If it only grows,"
                    + " Elasticsearch is too slow or away.")
            .query("max by (cluster, node) (kdiag_log_shipper_lag_bytes{@})", "{{node}}")
            .limits(100e6, 1e9)
            .link(Link.node()),
        Panel.time("Time since Elasticsearch answered", "s")
            .says(
                "A shipper with nothing to send asks for nothing; with batches waiting this must"
                    + " stay small.")
            .query(
                "time() - (max by (cluster, node)"
                    + " (kdiag_log_shipper_last_answer_timestamp_seconds{@}) > 0)",
                "{{node}}")
            .link(Link.node()),
        Panel.time("What became of documents", "ops")
            .says(
                "created: stored; already_there: sent again after a restart or an unclear answer,"
                    + " and known; retried; refused: a dead letter.")
            .query(rate("kdiag_log_shipper_bulk_items_total", "result"), "{{result}}")
            .stacked()
            .link(Link.to("Logs", "kdiag-logs")),
        Panel.time("Batches not acknowledged", "none")
            .says(
                "Batches on their way. At the limit (3) reading stops until Elasticsearch answers.")
            .query(
                "max by (cluster, node) (kdiag_log_shipper_unacknowledged_batches{@})", "{{node}}")
            .link(Link.node()),
        Panel.time("Requests", "reqps")
            .says("Bulk requests by how they ended.")
            .query(rate("kdiag_log_shipper_bulk_requests_total", "result"), "{{result}}")
            .stacked()
            .link(Link.to("Logs", "kdiag-logs")),
        Panel.time("Lost or refused", "none")
            .says(
                "Files deleted before they were read to the end (lines are lost), and documents"
                    + " that Elasticsearch refused (kept as dead letters). Zero when well.")
            .query(increase("kdiag_log_shipper_gaps_total"), "{{node}} files lost")
            .query(increase("kdiag_log_shipper_dead_letters_total"), "{{node}} dead letters")
            .limits(Double.NaN, 1)
            .wide(12)
            .link(Link.node()),
        Panel.time("Containers followed", "none")
            .says("Runs of containers whose log is followed.")
            .query("max by (cluster, node) (kdiag_log_shipper_runs{@})", "{{node}}")
            .wide(12)
            .link(Link.node()));
  }

  static Row influxdb() {
    return Row.of(
        "InfluxDB (where the collector pushes)",
        Panel.states("InfluxDB away")
            .says("Red while InfluxDB did not take the last write.")
            .query("1 - max by (cluster, node) (kdiag_collector_influxdb_up{@})", "{{node}}")
            .wide(12)
            .link(Link.node()),
        Panel.time("Points", "ops")
            .says("Points that InfluxDB took, and points lost, by reason.")
            .query(
                rate("kdiag_collector_influxdb_points_written_total", "node"), "{{node}} written")
            .query(
                "sum by (cluster, node, reason)"
                    + " (rate(kdiag_collector_influxdb_points_dropped_total{@}[$__rate_interval]))",
                "{{node}} lost: {{reason}}")
            .wide(6)
            .link(Link.node()),
        Panel.time("Waiting for InfluxDB", "bytes")
            .says(
                "Bytes on disk that wait for InfluxDB. When the queue is full the oldest are lost.")
            .query("max by (cluster, node) (kdiag_collector_influxdb_queue_bytes{@})", "{{node}}")
            .wide(6)
            .link(Link.node()));
  }

  private static String rate(String family, String by) {
    return "sum by (cluster, %s) (rate(%s{@}[$__rate_interval]))".formatted(by, family);
  }

  private static String increase(String family) {
    return "sum by (cluster, node) (increase(%s{@}[$__rate_interval]))".formatted(family);
  }
}
