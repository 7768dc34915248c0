package io.kdiag.dashboards.grafana;

import java.util.List;

/** The first look: is anything wrong, on which node, and how full is the cluster. */
final class ClusterDashboard {
  private static final Link PROBLEMS = Link.to("Problems", "kdiag-problems");
  private static final Link CAPACITY = Link.to("Capacity", "kdiag-capacity");

  private ClusterDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-cluster",
        "kdiag / Cluster",
        "Is anything wrong, on which node, and how full is the cluster.",
        Dashboard.CLUSTER,
        List.of(Variable.CLUSTER),
        List.of(now(), nodes(), problems(), use(), waiting()),
        Dashboard.Marks.CLUSTER);
  }

  private static Row now() {
    return Row.of(
        "Now",
        Panel.stat("Nodes that report", "none")
            .says("Nodes whose agent Prometheus can scrape.")
            .query("count(min by (cluster, node) (up{@}) == 1)", "nodes")
            .link(Link.to("Agents", "kdiag-agents")),
        Panel.stat("Nodes that do not", "none")
            .says(
                "Nodes with an agent that Prometheus cannot scrape: the machine, its network or the"
                    + " agent is down.")
            .query("count(min by (cluster, node) (up{@}) == 0) or vector(0)", "nodes")
            .limits(Double.NaN, 1)
            .link(Link.to("Agents", "kdiag-agents")),
        Panel.stat("Problems that last", "none")
            .says("Problems of the catalogue that set a node's condition now.")
            .query("sum(max by (cluster, node, type, reason) (problem_gauge{@}))", "problems")
            .limits(Double.NaN, 1)
            .link(PROBLEMS),
        Panel.stat("Out-of-memory kills", "none")
            .says("Processes that the kernel killed for want of memory, in the time chosen.")
            .query("sum(increase(node_vmstat_oom_kill{@}[$__range]))", "kills")
            .limits(1, Double.NaN)
            .link(PROBLEMS),
        Panel.stat("Processors busy", "percentunit")
            .says("Share of all processors' time that was not idle.")
            .query(
                "1 - avg(rate(node_cpu_seconds_total{@,mode=\"idle\"}[$__rate_interval]))", "busy")
            .limits(0.8, 0.95)
            .link(CAPACITY),
        Panel.stat("Memory used", "percentunit")
            .says("Memory of all nodes that could not be given to a program without swapping.")
            .query(
                "1 - sum(node_memory_MemAvailable_bytes{@}) / sum(node_memory_MemTotal_bytes{@})",
                "used")
            .limits(0.8, 0.95)
            .link(CAPACITY));
  }

  private static Row nodes() {
    return Row.of(
        "Nodes",
        Panel.table("Nodes")
            .says(
                """
                Each node now: processors busy, load on each processor, memory used, the fullest file system, time that tasks
                waited for memory and disks (absent where the kernel does not measure it), problems that last, pods.
                """)
            .column(
                "CPU busy",
                "percentunit",
                "1 - avg by (cluster, node)"
                    + " (rate(node_cpu_seconds_total{@,mode=\"idle\"}[$__rate_interval]))")
            .column(
                "Load per CPU",
                "none",
                """
                max by (cluster, node) (node_load1{@})
                / count by (cluster, node) (node_cpu_seconds_total{@,mode="idle"})
                """)
            .column(
                "Memory used",
                "percentunit",
                """
                max by (cluster, node) (
                  1 - node_memory_MemAvailable_bytes{@} / node_memory_MemTotal_bytes{@}
                )
                """)
            .column(
                "Fullest disk",
                "percentunit",
                """
                max by (cluster, node) (
                  1 - node_filesystem_avail_bytes{@} / (node_filesystem_size_bytes{@} > 0)
                )
                """)
            .column(
                "Waits for memory",
                "percentunit",
                "max by (cluster, node)"
                    + " (rate(node_pressure_memory_waiting_seconds_total{@}[$__rate_interval]))")
            .column(
                "Waits for disks",
                "percentunit",
                "max by (cluster, node)"
                    + " (rate(node_pressure_io_waiting_seconds_total{@}[$__rate_interval]))")
            .column("Problems", "none", "sum by (cluster, node) (problem_gauge{@})")
            .column(
                "Pods",
                "none",
                """
                count by (cluster, node) (
                  count by (cluster, node, namespace, pod) (container_memory_working_set_bytes{@,container!=""})
                )
                """)
            .column("Up for", "s", "time() - max by (cluster, node) (node_boot_time_seconds{@})")
            .limits(0.8, 0.95)
            .link(Link.node()));
  }

  private static Row problems() {
    return Row.of(
        "Problems",
        Panel.states("Conditions that held")
            .says("Bands are red while a problem of the catalogue set that condition of the node.")
            .query(
                """
                max by (cluster, node, type) (problem_gauge{@})
                and on (cluster, node, type)
                max by (cluster, node, type) (max_over_time(problem_gauge{@}[$__range])) > 0
                """,
                "{{node}} {{type}}")
            .link(Link.node())
            .wide(12),
        Panel.table("Alerts that fire")
            .says("kdiag's alerts of the rule files, as Prometheus evaluates them.")
            .column(
                "Series",
                "none",
                """
                count by (alertname, severity, cluster, node, namespace, pod) (
                  ALERTS{alertname=~"Kdiag.*",alertstate="firing",cluster=~"$cluster"}
                )
                """)
            .link(Link.node())
            .wide(12));
  }

  private static Row use() {
    return Row.of(
        "Use",
        Panel.time("Processors by node", "percentunit")
            .says("Share of each node's processor time that was not idle.")
            .query(
                "1 - avg by (cluster, node)"
                    + " (rate(node_cpu_seconds_total{@,mode=\"idle\"}[$__rate_interval]))",
                "{{node}}")
            .max(1)
            .limits(0.8, 0.95)
            .link(Link.node()),
        Panel.time("Memory by node", "percentunit")
            .says("Share of each node's memory that could not be given to a program at once.")
            .query(
                """
                max by (cluster, node) (
                  1 - node_memory_MemAvailable_bytes{@} / node_memory_MemTotal_bytes{@}
                )
                """,
                "{{node}}")
            .max(1)
            .limits(0.8, 0.95)
            .link(Link.node()),
        Panel.time("Network by node", "Bps")
            .says("Bytes received and sent over all interfaces but the loopback.")
            .query(
                "sum by (cluster, node)"
                    + " (rate(node_network_receive_bytes_total{@,device!=\"lo\"}[$__rate_interval]))",
                "{{node}} received")
            .query(
                "sum by (cluster, node)"
                    + " (rate(node_network_transmit_bytes_total{@,device!=\"lo\"}[$__rate_interval]))",
                "{{node}} sent")
            .link(Link.node()),
        Panel.time("Processors by namespace", "short")
            .says("Processors that the ten busiest namespaces use, in whole processors.")
            .query(
                "topk(10, sum by (cluster, namespace)"
                    + " (rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval])))",
                "{{namespace}}")
            .stacked()
            .wide(12)
            .link(Link.namespace()),
        Panel.time("Memory by namespace", "bytes")
            .says("Working set of the ten largest namespaces: what cannot be reclaimed at once.")
            .query(
                "topk(10, sum by (cluster, namespace)"
                    + " (container_memory_working_set_bytes{@,container!=\"\"}))",
                "{{namespace}}")
            .stacked()
            .wide(12)
            .link(Link.namespace()));
  }

  private static Row waiting() {
    return Row.of(
        "Who waits (pressure; absent where the kernel does not measure it)",
        pressure("processors", "cpu_waiting", "ready to run without a processor"),
        pressure("memory", "memory_waiting", "waiting for memory to be reclaimed or read back"),
        pressure("disks", "io_waiting", "waiting for a disk"));
  }

  private static Panel pressure(String what, String family, String meaning) {
    return Panel.time("Waiting for " + what, "percentunit")
        .says("Share of the time in which at least one task of the node was " + meaning + ".")
        .query(
            "max by (cluster, node) (rate(node_pressure_%s_seconds_total{@}[$__rate_interval]))"
                .formatted(family),
            "{{node}}")
        .link(Link.node());
  }
}
