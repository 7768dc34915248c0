package io.kdiag.dashboards.grafana;

import java.util.List;

/** What there is, what is promised, what is used, and what that costs. */
final class CapacityDashboard {
  private static final Link CLUSTER = Link.to("Cluster", "kdiag-cluster");
  private static final String CPU_USED =
      "sum by (%s) (rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval]))";
  private static final String MEMORY_USED =
      "sum by (%s) (container_memory_working_set_bytes{@,container!=\"\"})";
  private static final String CPU_LIMIT =
      "sum by (%s) (container_spec_cpu_quota{@,container!=\"\"} /"
          + " container_spec_cpu_period{@,container!=\"\"})";
  private static final String MEMORY_LIMIT =
      "sum by (%s) (container_spec_memory_limit_bytes{@,container!=\"\"})";
  private static final String CPU_REQUEST =
      "sum by (%s) (kube_pod_container_resource_requests{@,resource=\"cpu\"})";
  private static final String MEMORY_REQUEST =
      "sum by (%s) (kube_pod_container_resource_requests{@,resource=\"memory\"})";
  private static final String NODE = "cluster, node";
  private static final String NAMESPACE = "cluster, namespace";

  private CapacityDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-capacity",
        "kdiag / Capacity and cost",
        """
        What nodes have, what containers ask for, may use and do use, and what it costs at the prices at the head
        (for a processor and for a GiB of memory, by month). Requests and what can be allotted are there where the
        collector's families kube-node and kube-pod are on.
        """,
        Dashboard.CLUSTER,
        List.of(
            Variable.CLUSTER,
            Variable.text("cpu_price", "Price of a processor", "20"),
            Variable.text("memory_price", "Price of a GiB", "3")),
        List.of(now(), nodes(), namespaces(), overTime()),
        Dashboard.Marks.NONE);
  }

  private static Row now() {
    return Row.of(
        "Now",
        Panel.stat("Processors", "none")
            .says("Processors of all nodes.")
            .query("count(node_cpu_seconds_total{@,mode=\"idle\"})", "processors")
            .link(CLUSTER),
        Panel.stat("Processors used", "percentunit")
            .says("Share of the processors that containers use.")
            .query(
                "sum(rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval]))"
                    + " / count(node_cpu_seconds_total{@,mode=\"idle\"})",
                "used")
            .limits(0.8, 0.95)
            .link(CLUSTER),
        Panel.stat("Memory", "bytes")
            .says("Memory of all nodes, used or not.")
            .query("sum(node_memory_MemTotal_bytes{@})", "memory")
            .link(CLUSTER),
        Panel.stat("Memory used by containers", "percentunit")
            .says("Share of the memory that containers' working sets take.")
            .query(
                "sum(container_memory_working_set_bytes{@,container!=\"\"}) /"
                    + " sum(node_memory_MemTotal_bytes{@})",
                "used")
            .limits(0.8, 0.95)
            .link(CLUSTER),
        Panel.stat("Containers without a memory limit", "none")
            .says("Each of them can take all of its node's memory.")
            .query(
                "count(container_spec_memory_limit_bytes{@,container!=\"\"} == 0) or vector(0)",
                "containers")
            .limits(1, Double.NaN)
            .link(CLUSTER),
        Panel.stat("Pods", "none")
            .says("Pods with a running container.")
            .query(
                "count(count by (cluster, node, namespace, pod)"
                    + " (container_memory_working_set_bytes{@,container!=\"\"}))",
                "pods")
            .link(CLUSTER));
  }

  private static Row nodes() {
    return Row.of(
        "Nodes",
        Panel.table("Nodes")
            .says(
                "What each node has, what its containers use, and the sum of their limits: limits"
                    + " above what there is are a bet that not all use theirs at once.")
            .column(
                "CPU", "none", "count by (cluster, node) (node_cpu_seconds_total{@,mode=\"idle\"})")
            .column(
                "CPU for pods",
                "short",
                "max by (cluster, node) (kube_node_status_allocatable{@,resource=\"cpu\"})")
            .column("CPU requests", "short", CPU_REQUEST.formatted(NODE))
            .column("CPU used", "short", CPU_USED.formatted(NODE))
            .column("CPU limits", "short", CPU_LIMIT.formatted(NODE))
            .column("Memory", "bytes", "max by (cluster, node) (node_memory_MemTotal_bytes{@})")
            .column(
                "Memory for pods",
                "bytes",
                "max by (cluster, node) (kube_node_status_allocatable{@,resource=\"memory\"})")
            .column("Memory requests", "bytes", MEMORY_REQUEST.formatted(NODE))
            .column("Memory used", "bytes", MEMORY_USED.formatted(NODE))
            .column("Memory limits", "bytes", MEMORY_LIMIT.formatted(NODE))
            .link(Link.node()));
  }

  private static Row namespaces() {
    return Row.of(
        "Namespaces",
        Panel.table("Namespaces")
            .says(
                "What the containers of each namespace use now and may use, and what their use"
                    + " costs by month at the prices at the head.")
            .column("CPU requests", "short", CPU_REQUEST.formatted(NAMESPACE))
            .column("CPU used", "short", CPU_USED.formatted(NAMESPACE))
            .column("CPU limits", "short", CPU_LIMIT.formatted(NAMESPACE))
            .column("Memory requests", "bytes", MEMORY_REQUEST.formatted(NAMESPACE))
            .column("Memory used", "bytes", MEMORY_USED.formatted(NAMESPACE))
            .column("Memory limits", "bytes", MEMORY_LIMIT.formatted(NAMESPACE))
            .column(
                "Cost of requests",
                "none",
                "$cpu_price * "
                    + CPU_REQUEST.formatted(NAMESPACE)
                    + " + $memory_price * "
                    + MEMORY_REQUEST.formatted(NAMESPACE)
                    + " / 1024^3")
            .column(
                "Cost of use",
                "none",
                "$cpu_price * "
                    + CPU_USED.formatted(NAMESPACE)
                    + " + $memory_price * "
                    + MEMORY_USED.formatted(NAMESPACE)
                    + " / 1024^3")
            .link(Link.namespace()));
  }

  private static Row overTime() {
    return Row.of(
        "Over time",
        Panel.time("Processors: there, allowed, used", "short")
            .says(
                "Processors of all nodes, the sum of containers' limits, and what containers use.")
            .query("count(node_cpu_seconds_total{@,mode=\"idle\"})", "there")
            .query(
                "sum(container_spec_cpu_quota{@,container!=\"\"} /"
                    + " container_spec_cpu_period{@,container!=\"\"})",
                "limits")
            .query(
                "sum(rate(container_cpu_usage_seconds_total{@,container!=\"\"}[$__rate_interval]))",
                "used")
            .wide(12)
            .link(CLUSTER),
        Panel.time("Memory: there, allowed, used", "bytes")
            .says(
                "Memory of all nodes, the sum of containers' limits, and containers' working sets.")
            .query("sum(node_memory_MemTotal_bytes{@})", "there")
            .query("sum(container_spec_memory_limit_bytes{@,container!=\"\"})", "limits")
            .query("sum(container_memory_working_set_bytes{@,container!=\"\"})", "used")
            .wide(12)
            .link(CLUSTER),
        Panel.bars("Processors asked for and not used", "short")
            .says(
                "The ten pods that ask for most processors beyond what they use: what a smaller request would give back.")
            .query(
                """
                topk(10,
                  sum by (cluster, namespace, pod) (kube_pod_container_resource_requests{@,resource="cpu"})
                  - sum by (cluster, namespace, pod) (rate(container_cpu_usage_seconds_total{@,container!=""}[$__rate_interval]))
                  > 0
                )
                """,
                "{{namespace}}/{{pod}}")
            .link(Link.pod()),
        Panel.bars("Memory limits far above use", "bytes")
            .says(
                "The ten pods whose memory limit is furthest above their working set: what a"
                    + " smaller limit would give back.")
            .query(
                """
                topk(10,
                  sum by (cluster, namespace, pod) (container_spec_memory_limit_bytes{@,container!=""} > 0)
                  - sum by (cluster, namespace, pod) (container_memory_working_set_bytes{@,container!=""})
                )
                """,
                "{{namespace}}/{{pod}}")
            .link(Link.pod()),
        Panel.bars("Space left for files", "percentunit")
            .says("Share of each node's fullest file system that is free, the fullest first.")
            .query(
                "sort(min by (cluster, node) (node_filesystem_avail_bytes{@} /"
                    + " (node_filesystem_size_bytes{@} > 0)))",
                "{{node}}")
            .max(1)
            .link(Link.node()));
  }
}
