package io.kdiag.dashboards.grafana;

import java.util.List;

/** One pod and its containers, with its logs. */
final class PodDashboard {
  private static final Link LOGS = Link.to("Logs", "kdiag-logs");
  private static final Link NAMESPACE = Link.to("Namespace", "kdiag-namespace");

  private PodDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-pod",
        "kdiag / Pod and container",
        "One pod: what its containers use, what holds them back, what killed them, what they say.",
        Dashboard.CLUSTER + ",namespace=\"$namespace\",pod=\"$pod\"",
        List.of(Variable.CLUSTER, Variable.NAMESPACE, Variable.POD),
        List.of(processors(), memory(), network(), tasks(), logs()),
        Dashboard.Marks.CLUSTER);
  }

  private static Row processors() {
    return Row.of(
        "Processors",
        Panel.time("Processors, request and limit", "short")
            .says(
                "Processors that each container uses, what it asked for (where the collector's kube-pod family is on), and its limit, in whole processors.")
            .query(
                "sum by (container) (rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}}")
            .query(
                "max by (container) (kube_pod_container_resource_requests{@,resource=\"cpu\"})",
                "{{container}} request")
            .query(
                "max by (container) (container_spec_cpu_quota{@,container!=\"\"} / container_spec_cpu_period{@,container!=\"\"})",
                "{{container}} limit")
            .link(Link.to("Capacity", "kdiag-capacity")),
        Panel.time("Stopped by the limit", "percentunit")
            .says(
                "Share of periods of 100 ms in which a container had used up its limit and had to"
                    + " wait.")
            .query(
                """
                sum by (container) (rate(container_cpu_cfs_throttled_periods_total{@,container!=""}[$__rate_interval]))
                / sum by (container) (rate(container_cpu_cfs_periods_total{@,container!=""}[$__rate_interval]))
                """,
                "{{container}}")
            .max(1)
            .limits(0.25, Double.NaN)
            .link(NAMESPACE),
        Panel.time("Waiting for processors", "percentunit")
            .says(
                "Share of the time in which some task of the container was ready to run and did"
                    + " not: held back by its limit, or by a busy node when the panel beside is at"
                    + " zero (pressure; control groups of version 2 only).")
            .query(
                "max by (container)"
                    + " (rate(container_pressure_cpu_waiting_seconds_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}}")
            .limits(0.5, Double.NaN)
            .link(NAMESPACE));
  }

  private static Row memory() {
    return Row.of(
        "Memory",
        Panel.time("Memory, request and limit", "bytes")
            .says(
                "Working set of each container (what cannot be reclaimed at once), what it asked for, and its limit, at which the kernel kills.")
            .query(
                "max by (container) (container_memory_working_set_bytes{@,container!=\"\"})",
                "{{container}}")
            .query(
                "max by (container) (kube_pod_container_resource_requests{@,resource=\"memory\"})",
                "{{container}} request")
            .query(
                "max by (container) (container_spec_memory_limit_bytes{@,container!=\"\"} > 0)",
                "{{container}} limit")
            .link(Link.to("Capacity", "kdiag-capacity")),
        Panel.time("What memory is", "bytes")
            .says(
                "Anonymous memory of programs (cannot be taken back without swap) and cached files"
                    + " (can) of each container.")
            .query(
                "max by (container) (container_memory_rss{@,container!=\"\"})",
                "{{container}} programs")
            .query(
                "max by (container) (container_memory_cache{@,container!=\"\"})",
                "{{container}} files")
            .link(NAMESPACE),
        Panel.time("Waiting for memory", "percentunit")
            .says(
                "Share of the time in which some task of the container waited for memory: it"
                    + " reclaims at its limit; a kill comes next (pressure).")
            .query(
                "max by (container)"
                    + " (rate(container_pressure_memory_waiting_seconds_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}}")
            .limits(0.1, Double.NaN)
            .link(NAMESPACE),
        Panel.time("Out-of-memory kills", "none")
            .says("Processes killed at the memory limit of each container, over all its runs.")
            .query(
                "max by (container) (increase(kdiag_container_oom_kills_total{@}[$__rate_interval]))",
                "{{container}}")
            .limits(1, Double.NaN)
            .wide(12)
            .link(Link.to("Problems", "kdiag-problems")),
        Panel.time("Restarts", "none")
            .says("How often each container was started again.")
            .query(
                "max by (container) (increase(kdiag_container_restarts_total{@}[$__rate_interval]))",
                "{{container}}")
            .limits(1, 5)
            .wide(12)
            .link(LOGS));
  }

  private static Row network() {
    return Row.of(
        "Network",
        Panel.time("Network traffic", "Bps")
            .says(
                "Bytes that the pod received and sent. A pod in the machine's own network has none of its own.")
            .query(
                "sum by (interface) (rate(container_network_receive_bytes_total{@}[$__rate_interval]))",
                "{{interface}} received")
            .query(
                "sum by (interface) (rate(container_network_transmit_bytes_total{@}[$__rate_interval]))",
                "{{interface}} sent")
            .link(NAMESPACE),
        Panel.time("Packets dropped or wrong", "pps")
            .says("Packets of the pod that were dropped or wrong. Zero when well.")
            .query(
                "sum by (interface) (rate(container_network_receive_packets_dropped_total{@}[$__rate_interval])) + sum by (interface) (rate(container_network_receive_errors_total{@}[$__rate_interval]))",
                "{{interface}} received")
            .query(
                "sum by (interface) (rate(container_network_transmit_packets_dropped_total{@}[$__rate_interval])) + sum by (interface) (rate(container_network_transmit_errors_total{@}[$__rate_interval]))",
                "{{interface}} sent")
            .link(NAMESPACE),
        Panel.time("Files and sockets open", "none")
            .says(
                "Descriptors that each container's processes have open. One that only grows is a leak.")
            .query(
                "max by (container) (container_file_descriptors{@,container!=\"\"})",
                "{{container}} files")
            .query(
                "max by (container) (container_sockets{@,container!=\"\"})",
                "{{container}} sockets")
            .link(NAMESPACE));
  }

  private static Row tasks() {
    return Row.of(
        "Threads and disks",
        Panel.time("Disk traffic", "Bps")
            .says("Bytes that each container read from and wrote to disks, past the page cache.")
            .query(
                "sum by (container) (rate(container_fs_reads_bytes_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}} read")
            .query(
                "sum by (container) (rate(container_fs_writes_bytes_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}} written")
            .link(NAMESPACE),
        Panel.time("Threads of the limit", "percentunit")
            .says(
                "Share of the threads that the pod or container may have. At 100 % nothing can be"
                    + " started in it.")
            .query(
                "max by (container) (container_threads{@} / (container_threads_max{@} > 0))",
                "{{container}}")
            .max(1)
            .limits(0.9, Double.NaN)
            .link(NAMESPACE),
        Panel.time("Waiting for disks", "percentunit")
            .says(
                "Share of the time in which some task of the container waited for a disk"
                    + " (pressure).")
            .query(
                "max by (container)"
                    + " (rate(container_pressure_io_waiting_seconds_total{@,container!=\"\"}[$__rate_interval]))",
                "{{container}}")
            .limits(0.5, Double.NaN)
            .link(NAMESPACE));
  }

  private static Row logs() {
    String own = "kubernetes.namespace:\"$namespace\" AND kubernetes.pod.name:\"$pod\"";
    return Row.of(
        "Logs",
        Panel.time("Lines by stream", "none")
            .says("Log lines of the pod, by stream: most programs complain on stderr.")
            .elastic(own, "stream", Target.Shape.COUNT)
            .stacked()
            .wide(24)
            .high(5)
            .link(LOGS),
        Panel.logs("Log lines")
            .says("The newest lines of the pod's containers, all runs.")
            .elastic(own, "", Target.Shape.LINES)
            .link(LOGS));
  }
}
