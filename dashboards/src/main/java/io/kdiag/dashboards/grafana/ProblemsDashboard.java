package io.kdiag.dashboards.grafana;

import java.util.List;

/**
 * All problems of all nodes: which last, which struck, and whether the detectors see everything.
 */
final class ProblemsDashboard {
  private static final Link DETECTORS = Link.to("Agents", "kdiag-agents");

  private ProblemsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-problems",
        "kdiag / Node problems",
        """
        What the problem detectors found in kernel logs and by probes. Each reason is a code of the catalogue:
        kdiag explain CODE says what it means and what to do.
        """,
        Dashboard.CLUSTER + ",node=~\"$node\"",
        List.of(Variable.CLUSTER, Variable.NODES),
        List.of(now(), overTime(), detectors()),
        Dashboard.Marks.NODE);
  }

  private static Row now() {
    return Row.of(
        "Now",
        Panel.stat("Problems that last", "none")
            .says("Problems that set a node's condition now.")
            .query("sum(problem_gauge{@})", "problems")
            .limits(Double.NaN, 1)
            .link(Link.to("Cluster", "kdiag-cluster")),
        Panel.stat("Nodes with a problem", "none")
            .says("Nodes of which at least one condition holds now.")
            .query("count(max by (cluster, node) (problem_gauge{@}) > 0) or vector(0)", "nodes")
            .limits(Double.NaN, 1)
            .link(Link.to("Cluster", "kdiag-cluster")),
        Panel.stat("Problems that struck", "none")
            .says("How often anything of the catalogue was seen in the time chosen.")
            .query("sum(increase(problem_counter{@}[$__range]))", "times")
            .limits(1, Double.NaN)
            .link(Link.to("Cluster", "kdiag-cluster")),
        Panel.table("Problems that last now")
            .says(
                "Each problem that sets a condition now. Its code leads to kdiag explain CODE and"
                    + " to the runbook.")
            .column("Holds", "none", "max by (cluster, node, type, reason) (problem_gauge{@}) == 1")
            .wide(12)
            .link(Link.node()));
  }

  private static Row overTime() {
    return Row.of(
        "Over time",
        Panel.states("Conditions that held")
            .says("Red while the condition held. Only conditions that held at some time are shown.")
            .query(
                """
                max by (cluster, node, type, reason) (problem_gauge{@})
                and on (cluster, node, type, reason)
                max by (cluster, node, type, reason) (max_over_time(problem_gauge{@}[$__range])) > 0
                """,
                "{{node}} {{type}}: {{reason}}")
            .link(Link.node()),
        Panel.time("Problems by reason", "none")
            .says("How often each problem was seen.")
            .query(
                "sum by (reason) (increase(problem_counter{@}[$__rate_interval])) > 0",
                "{{reason}}")
            .stacked()
            .wide(12)
            .link(Link.to("Cluster", "kdiag-cluster")),
        Panel.time("Problems by node", "none")
            .says(
                "How often anything was seen on each node: one node alone is its hardware, all at"
                    + " once what they share.")
            .query(
                "sum by (cluster, node) (increase(problem_counter{@}[$__rate_interval]))",
                "{{node}}")
            .stacked()
            .wide(12)
            .link(Link.node()),
        Panel.bars("Most frequent", "none")
            .says("The ten problems seen most often in the time chosen.")
            .query(
                "topk(10, sum by (reason) (increase(problem_counter{@}[$__range])) > 0)",
                "{{reason}}")
            .wide(12)
            .link(Link.to("Cluster", "kdiag-cluster")),
        Panel.table("Seen in the time chosen")
            .says("How often each problem was seen on each node.")
            .column(
                "Times",
                "short",
                "sum by (cluster, node, reason) (increase(problem_counter{@}[$__range])) > 0")
            .wide(12)
            .link(Link.node()));
  }

  private static Row detectors() {
    return Row.of(
        "Whether the detectors see everything",
        Panel.time("Records read", "ops")
            .says("Records of kernel logs that detectors read. A flood is a problem in itself.")
            .query(
                "sum by (cluster, node)"
                    + " (rate(kdiag_problem_detector_records_total{@}[$__rate_interval]))",
                "{{node}}")
            .link(DETECTORS),
        Panel.time("Records lost", "none")
            .says(
                "Records that the kernel overwrote before they could be read. Above zero a problem"
                    + " may have gone unseen.")
            .query(
                "sum by (cluster, node)"
                    + " (increase(kdiag_problem_detector_lost_total{@}[$__rate_interval]))",
                "{{node}}")
            .limits(Double.NaN, 1)
            .link(DETECTORS),
        Panel.time("Events not sent", "none")
            .says(
                "Events above the limit that protects the API server. Conditions and metrics are"
                    + " complete all the same.")
            .query(
                "sum by (cluster, node)"
                    + " (increase(kdiag_problem_detector_events_shed_total{@}[$__rate_interval]))",
                "{{node}}")
            .limits(1, Double.NaN)
            .link(DETECTORS));
  }
}
