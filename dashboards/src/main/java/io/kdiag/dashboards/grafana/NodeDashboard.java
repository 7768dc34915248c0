package io.kdiag.dashboards.grafana;

import java.util.List;

/** One node: what is wrong with it, then use, saturation and errors of each of its resources. */
final class NodeDashboard {
  private static final Link PROBLEMS = Link.to("Problems", "kdiag-problems");

  private NodeDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-node",
        "kdiag / Node",
        """
        One node: its conditions and problems on the time line, then utilisation, saturation and errors of
        processors, memory, disks, file systems, network and the kernel's tables. Ask also: kdiag node NAME.
        """,
        Dashboard.CLUSTER + ",node=~\"$node\"",
        List.of(Variable.CLUSTER, Variable.NODE),
        List.of(
            problems(),
            NodeResources.processors(),
            NodeResources.memory(),
            NodeDisks.disks(),
            NodeDisks.filesystems(),
            network(),
            tables(),
            containers()),
        Dashboard.Marks.NODE);
  }

  private static Row problems() {
    return Row.of(
        "What is wrong",
        Panel.states("Conditions")
            .says(
                "The conditions that the problem detector sets. Red: a problem of the catalogue"
                    + " holds; kubectl describe node tells its reason.")
            .query("max by (type) (problem_gauge{@})", "{{type}}")
            .wide(12)
            .high(10)
            .link(PROBLEMS),
        Panel.time("Problems that struck", "none")
            .says(
                "How often each problem of the catalogue was seen, in the kernel's log or by a"
                    + " probe.")
            .query(
                "sum by (reason) (increase(problem_counter{@}[$__rate_interval])) > 0",
                "{{reason}}")
            .stacked()
            .wide(12)
            .high(10)
            .link(PROBLEMS));
  }

  private static Row network() {
    return Row.of(
        "Network",
        Panel.time("Network traffic", "Bps")
            .says("Utilisation: bytes received and sent by each interface but the loopback.")
            .query(
                "rate(node_network_receive_bytes_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} received")
            .query(
                "rate(node_network_transmit_bytes_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} sent")
            .link(PROBLEMS),
        Panel.time("Packets dropped", "pps")
            .says("Saturation: packets that the kernel had no room for.")
            .query(
                "rate(node_network_receive_drop_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} received")
            .query(
                "rate(node_network_transmit_drop_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} sent")
            .link(PROBLEMS),
        Panel.time("Packets wrong", "pps")
            .says(
                "Errors: a cable, a port of the switch, the card or its driver. Zero on a healthy"
                    + " machine.")
            .query(
                "rate(node_network_receive_errs_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} received")
            .query(
                "rate(node_network_transmit_errs_total{@,device!=\"lo\"}[$__rate_interval])",
                "{{device}} sent")
            .link(PROBLEMS));
  }

  private static Row tables() {
    return Row.of(
        "The kernel's tables",
        Panel.time("Connections tracked", "percentunit")
            .says(
                "Share of the connection tracking table. When it is full, new connections fail at"
                    + " random.")
            .query("node_nf_conntrack_entries{@} / node_nf_conntrack_entries_limit{@}", "{{node}}")
            .limits(0.75, 0.95)
            .max(1)
            .link(PROBLEMS),
        Panel.time("File handles", "percentunit")
            .says(
                "Share of the file handles that the kernel allows. At the limit nothing can open a"
                    + " file.")
            .query("node_filefd_allocated{@} / node_filefd_maximum{@}", "{{node}}")
            .limits(0.8, 0.95)
            .max(1)
            .link(PROBLEMS),
        Panel.time("Clock", "s")
            .says(
                "How wrong the kernel's clock may be at most, and its offset from the time source. Without a time source the error grows to 16 s.")
            .query("node_timex_maxerror_seconds{@}", "error at most")
            .query("abs(node_timex_offset_seconds{@})", "offset")
            .link(PROBLEMS),
        Panel.time("TCP trouble", "ops")
            .says(
                "Segments sent again (a network that loses), and connections refused because a listener's queue was full (a program that does not accept).")
            .query("rate(node_netstat_Tcp_RetransSegs{@}[$__rate_interval])", "sent again")
            .query("rate(node_netstat_TcpExt_ListenDrops{@}[$__rate_interval])", "refused")
            .link(PROBLEMS),
        Panel.time("Processes started, context switches", "ops")
            .says(
                "New processes and context switches a second. A jump of the first is a crash loop"
                    + " or a probe that forks.")
            .query("rate(node_forks_total{@}[$__rate_interval])", "processes started")
            .query("rate(node_context_switches_total{@}[$__rate_interval])", "context switches")
            .link(PROBLEMS));
  }

  private static Row containers() {
    return Row.of(
        "Who uses it",
        Panel.time("Processors by pod", "short")
            .says("The ten pods that use most processor time, in whole processors.")
            .query(
                "topk(10, sum by (cluster, node, namespace, pod)"
                    + " (rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval])))",
                "{{namespace}}/{{pod}}")
            .stacked()
            .link(Link.pod()),
        Panel.time("Memory by pod", "bytes")
            .says("The ten pods with the largest working set.")
            .query(
                "topk(10, sum by (cluster, node, namespace, pod)"
                    + " (container_memory_working_set_bytes{@,container!=\"\"}))",
                "{{namespace}}/{{pod}}")
            .stacked()
            .link(Link.pod()),
        Panel.time("The system's own services", "bytes")
            .says(
                "Working set of the control groups outside of pods: kubelet, the container runtime,"
                    + " the system. The ten largest.")
            .query(
                "topk(10,"
                    + " container_memory_working_set_bytes{@,pod=\"\",id!=\"/\",id!~\"/kubepods.*\"})",
                "{{id}}")
            .link(PROBLEMS));
  }
}
