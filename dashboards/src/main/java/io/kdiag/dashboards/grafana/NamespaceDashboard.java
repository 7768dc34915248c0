package io.kdiag.dashboards.grafana;

import java.util.List;

/** Namespaces and their workloads: who uses what, who is held back, who was killed. */
final class NamespaceDashboard {
  private static final String BY = "(cluster, node, namespace, pod)";

  private NamespaceDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-namespace",
        "kdiag / Namespace and workload",
        "The pods of namespaces: what they use, what holds them back, what killed them.",
        Dashboard.CLUSTER + ",namespace!=\"\",namespace=~\"$namespace\"",
        List.of(Variable.CLUSTER, Variable.NAMESPACES),
        List.of(workloads(), pods(), use(), suffering()),
        Dashboard.Marks.CLUSTER);
  }

  private static Row workloads() {
    String owner =
        " * on (cluster, namespace, pod) group_left (owner_kind, owner_name) max by (cluster, namespace, pod, owner_kind, owner_name) (kube_pod_owner{@})";
    String by = "sum by (cluster, namespace, owner_kind, owner_name) (";
    return Row.of(
        "Workloads (from the collector's kube-pod family)",
        Panel.table("Workloads")
            .says(
                "Each workload now: its pods, and what they use together. Pods of a Deployment stand under its ReplicaSet.")
            .column(
                "Pods",
                "none",
                "count by (cluster, namespace, owner_kind, owner_name) (kube_pod_owner{@})")
            .column(
                "CPU",
                "short",
                by
                    + "sum by (cluster, namespace, pod) (rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval]))"
                    + owner
                    + ")")
            .column(
                "Memory",
                "bytes",
                by
                    + "sum by (cluster, namespace, pod) (container_memory_working_set_bytes{@,container!=\"\"})"
                    + owner
                    + ")")
            .link(Link.namespace()));
  }

  private static Row pods() {
    return Row.of(
        "Pods",
        Panel.table("Pods")
            .says(
                """
                Each pod now: processors and memory it uses, memory against its limit, share of periods in which its
                processor limit stopped it, kills for want of memory in the time chosen.
                """)
            .column(
                "CPU",
                "short",
                sum("rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval])"))
            .column(
                "Throttled",
                "percentunit",
                sum(
                        "rate(container_cpu_cfs_throttled_periods_total{@,container!=\"\"}[$__rate_interval])")
                    + " / "
                    + sum(
                        "rate(container_cpu_cfs_periods_total{@,container!=\"\"}[$__rate_interval])"))
            .column("Memory", "bytes", sum("container_memory_working_set_bytes{@,container!=\"\"}"))
            .column(
                "Memory of limit",
                "percentunit",
                "max by "
                    + BY
                    + " (container_memory_working_set_bytes{@,container!=\"\"} /"
                    + " (container_spec_memory_limit_bytes{@,container!=\"\"} > 0))")
            .column(
                "CPU request",
                "short",
                "sum by (cluster, node, namespace, pod) (kube_pod_container_resource_requests{@,resource=\"cpu\"})")
            .column(
                "Memory request",
                "bytes",
                "sum by (cluster, node, namespace, pod) (kube_pod_container_resource_requests{@,resource=\"memory\"})")
            .column(
                "OOM kills", "none", sum("increase(kdiag_container_oom_kills_total{@}[$__range])"))
            .column(
                "Restarts", "none", sum("increase(kdiag_container_restarts_total{@}[$__range])"))
            .limits(0.25, 0.9)
            .high(10)
            .link(Link.pod()));
  }

  private static Row use() {
    return Row.of(
        "Use",
        Panel.time("Processors by pod", "short")
            .says("Processors that each of the twenty busiest pods uses, in whole processors.")
            .query(
                top(
                    sum(
                        "rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval])")),
                "{{namespace}}/{{pod}}")
            .stacked()
            .wide(12)
            .link(Link.pod()),
        Panel.time("Memory by pod", "bytes")
            .says("Working set of the twenty largest pods: what cannot be reclaimed at once.")
            .query(
                top(sum("container_memory_working_set_bytes{@,container!=\"\"}")),
                "{{namespace}}/{{pod}}")
            .stacked()
            .wide(12)
            .link(Link.pod()),
        Panel.time("Network by pod", "Bps")
            .says("Bytes that each of the twenty busiest pods receives and sends.")
            .query(
                top(
                    sum("rate(container_network_receive_bytes_total{@}[$__rate_interval])")
                        + " + "
                        + sum("rate(container_network_transmit_bytes_total{@}[$__rate_interval])")),
                "{{namespace}}/{{pod}}")
            .wide(12)
            .link(Link.pod()),
        Panel.time("Disk traffic by pod", "Bps")
            .says(
                "Bytes that each of the twenty busiest pods reads and writes, past the page cache.")
            .query(
                top(
                    sum("rate(container_fs_reads_bytes_total{@,container!=\"\"}[$__rate_interval])")
                        + " + "
                        + sum(
                            "rate(container_fs_writes_bytes_total{@,container!=\"\"}[$__rate_interval])")),
                "{{namespace}}/{{pod}}")
            .wide(12)
            .link(Link.pod()));
  }

  private static Row suffering() {
    return Row.of(
        "What holds them back",
        Panel.time("Stopped by the processor limit", "percentunit")
            .says(
                "Share of periods of 100 ms in which a pod had used up its limit and had to wait.")
            .query(
                top(
                    sum(
                            "rate(container_cpu_cfs_throttled_periods_total{@,container!=\"\"}[$__rate_interval])")
                        + " / "
                        + sum(
                            "rate(container_cpu_cfs_periods_total{@,container!=\"\"}[$__rate_interval])")),
                "{{namespace}}/{{pod}}")
            .limits(0.25, Double.NaN)
            .max(1)
            .link(Link.pod()),
        Panel.time("Memory of the limit", "percentunit")
            .says(
                "The container of each pod that is closest to its memory limit. At 100 % the kernel"
                    + " kills.")
            .query(
                top(
                    "max by "
                        + BY
                        + " (container_memory_working_set_bytes{@,container!=\"\"} /"
                        + " (container_spec_memory_limit_bytes{@,container!=\"\"} > 0))"),
                "{{namespace}}/{{pod}}")
            .limits(0.9, Double.NaN)
            .max(1)
            .link(Link.pod()),
        Panel.time("Out-of-memory kills and restarts", "none")
            .says(
                "Processes of each pod that the kernel killed at a memory limit, and containers started again.")
            .query(
                sum("increase(kdiag_container_oom_kills_total{@}[$__rate_interval])") + " > 0",
                "{{namespace}}/{{pod}} kills")
            .query(
                sum("increase(kdiag_container_restarts_total{@}[$__rate_interval])") + " > 0",
                "{{namespace}}/{{pod}} restarts")
            .link(Link.pod()),
        pressure("processors", "cpu_waiting"),
        pressure("memory", "memory_waiting"),
        pressure("disks", "io_waiting"));
  }

  private static Panel pressure(String what, String family) {
    return Panel.time("Waiting for " + what, "percentunit")
        .says(
            "Share of the time in which some task of the pod waited for "
                + what
                + " (pressure; control groups of version 2 only).")
        .query(
            top(
                "max by "
                    + BY
                    + " (rate(container_pressure_"
                    + family
                    + "_seconds_total{@,container!=\"\"}[$__rate_interval]))"),
            "{{namespace}}/{{pod}}")
        .link(Link.pod());
  }

  private static String sum(String expr) {
    return "sum by " + BY + " (" + expr + ")";
  }

  private static String top(String expr) {
    return "topk(20, " + expr + ")";
  }
}
