package io.kdiag.dashboards.grafana;

import java.util.List;

/** The toolkit's own health: when this is not well, the other dashboards say little. */
final class AgentsDashboard {
  private static final Link CLUSTER = Link.to("Cluster", "kdiag-cluster");

  private AgentsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-agents",
        "kdiag / Agents",
        "The toolkit's own health. When this is not well, the other dashboards say little.",
        Dashboard.CLUSTER + ",node=~\"$node\"",
        List.of(Variable.CLUSTER, Variable.NODES),
        List.of(agents(), collector(), detector(), AgentsSinks.shipper(), AgentsSinks.influxdb()),
        Dashboard.Marks.NODE);
  }

  private static Row agents() {
    return Row.of(
        "Agents",
        Panel.states("Down")
            .says("Red while Prometheus could not scrape the agent.")
            .query("1 - max by (cluster, node, job) (up{@})", "{{node}} {{job}}")
            .wide(12)
            .link(Link.node()),
        Panel.table("Versions")
            .says(
                "The version of each node's agent and of its Java. Two versions for long is an"
                    + " upgrade that hangs.")
            .column(
                "Agents",
                "none",
                "count by (cluster, node, version, java) (kdiag_node_agent_build_info{@})")
            .wide(12)
            .link(Link.node()),
        Panel.time("Time to scrape", "s")
            .says(
                "How long Prometheus waited for the agent's metrics. Near the scrape timeout,"
                    + " samples are missed.")
            .query("max by (cluster, node, job) (scrape_duration_seconds{@})", "{{node}}")
            .link(Link.node()),
        Panel.time("Samples in a scrape", "short")
            .says("Samples that each agent exports. It grows with the containers on the node.")
            .query("max by (cluster, node, job) (scrape_samples_scraped{@})", "{{node}}")
            .link(Link.node()),
        Panel.time("The agents' own memory", "bytes")
            .says("Resident memory of each agent's process.")
            .query("max by (cluster, node, job) (process_resident_memory_bytes{@})", "{{node}}")
            .limits(160 * 1024 * 1024, 200 * 1024 * 1024)
            .link(Link.node()));
  }

  private static Row collector() {
    return Row.of(
        "Collector",
        Panel.time("Time of a tick", "s")
            .says("How long a collector took to read its node, on average.")
            .query(
                """
                sum by (cluster, node) (rate(kdiag_collector_tick_seconds_sum{@}[$__rate_interval]))
                / sum by (cluster, node) (rate(kdiag_collector_tick_seconds_count{@}[$__rate_interval]))
                """,
                "{{node}}")
            .link(Link.node()),
        Panel.time("Age of the last sample", "s")
            .says(
                "Time since the collector last read its node. More than a few intervals: a read in"
                    + " the kernel hangs.")
            .query(
                "time() - max by (cluster, node) (kdiag_collector_last_tick_timestamp_seconds{@})",
                "{{node}}")
            .limits(60, 300)
            .link(Link.node()),
        Panel.time("Control groups read", "short")
            .says("Control groups in a sample: containers, pods, and the system's own.")
            .query("max by (cluster, node) (kdiag_collector_cgroups_read{@})", "{{node}}")
            .link(Link.node()),
        Panel.time("Series exported", "short")
            .says(
                "Series of the last scrape by endpoint, and what a limit cut off. Anything dropped is missing from all dashboards.")
            .query(
                "max by (cluster, node, endpoint) (kdiag_collector_series{@})",
                "{{node}} {{endpoint}}")
            .query(
                "max by (cluster, node, reason) (kdiag_collector_series_dropped{@})",
                "{{node}} dropped: {{reason}}")
            .wide(12)
            .link(Link.node()),
        Panel.states("API server away from collectors")
            .says(
                "Red while a collector could not follow its pods at the API server: images, requests and owners grow old meanwhile.")
            .query("1 - max by (cluster, node) (kdiag_collector_api_server_up{@})", "{{node}}")
            .wide(12)
            .link(CLUSTER),
        Panel.time("What could not be read", "none")
            .says(
                "Sources that are there and cannot be read or understood, and ticks that gave no"
                    + " sample at all. Zero when well.")
            .query(
                "sum by (cluster, node, source, reason)"
                    + " (increase(kdiag_collector_source_failures_total{@}[$__rate_interval]))",
                "{{node}} {{source}} {{reason}}")
            .query(
                "sum by (cluster, node)"
                    + " (increase(kdiag_collector_tick_failures_total{@}[$__rate_interval]))",
                "{{node}} ticks")
            .limits(Double.NaN, 1)
            .wide(12)
            .link(Link.node()),
        Panel.time("Parts of control groups skipped", "none")
            .says(
                "Single files of control groups that could not be read, by reason. A few come from"
                    + " containers that end meanwhile.")
            .query(
                "sum by (cluster, node, reason)"
                    + " (increase(kdiag_collector_cgroup_parts_skipped_total{@}[$__rate_interval]))",
                "{{node}} {{reason}}")
            .wide(12)
            .link(Link.node()));
  }

  private static Row detector() {
    return Row.of(
        "Problem detector",
        Panel.time("Records and matches", "ops")
            .says("Records of the kernel's log read, and those that a rule matched.")
            .query(
                "sum by (cluster, node)"
                    + " (rate(kdiag_problem_detector_records_total{@}[$__rate_interval]))",
                "{{node}} records")
            .query(
                "sum by (cluster, node)"
                    + " (rate(kdiag_problem_detector_matches_total{@}[$__rate_interval]))",
                "{{node}} matches")
            .link(Link.problems()),
        Panel.time("Records lost, events not sent", "none")
            .says(
                "Records overwritten before they were read, and events above the limit. Zero when"
                    + " well.")
            .query(
                "sum by (cluster, node)"
                    + " (increase(kdiag_problem_detector_lost_total{@}[$__rate_interval]))",
                "{{node}} lost")
            .query(
                "sum by (cluster, node)"
                    + " (increase(kdiag_problem_detector_events_shed_total{@}[$__rate_interval]))",
                "{{node}} not sent")
            .limits(Double.NaN, 1)
            .link(Link.problems()),
        Panel.time("Errors of the API server", "none")
            .says(
                "Requests of detectors that failed, by status; none is no answer. 409 is a"
                    + " conflict, which is tried again.")
            .query(
                "sum by (cluster, node, status)"
                    + " (increase(kdiag_problem_detector_api_errors_total{@}[$__rate_interval]))",
                "{{node}} {{status}}")
            .link(CLUSTER));
  }
}
