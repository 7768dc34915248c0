package io.kdiag.dashboards.rules;

import java.util.List;

/**
 * kubernetes-mixin's and node-mixin's recording rules that dashboards of users rely on, from this
 * node agent's families alone. Where a mixin takes {@code node} from kube_pod_info, the agent's own
 * label says it.
 */
final class Recordings {
  private static final String JOB = "job=~\"kdiag.*\"";

  private Recordings() {}

  static List<Recording> containers() {
    return List.of(
        perContainer(
            "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m",
            "sum",
            "rate(container_cpu_usage_seconds_total{%s,container!=\"\"}[5m])"),
        perContainer(
            "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate",
            "sum",
            "irate(container_cpu_usage_seconds_total{%s,container!=\"\"}[5m])"),
        perContainer(
            "node_namespace_pod_container:container_memory_working_set_bytes",
            "max",
            "container_memory_working_set_bytes{%s,container!=\"\"}"),
        perContainer(
            "node_namespace_pod_container:container_memory_rss",
            "max",
            "container_memory_rss{%s,container!=\"\"}"),
        perContainer(
            "node_namespace_pod_container:container_memory_cache",
            "max",
            "container_memory_cache{%s,container!=\"\"}"),
        new Recording(
            "namespace:container_cpu_usage_seconds_total:sum_rate",
            "sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total{%s,container!=\"\"}[5m]))"
                .formatted(JOB)),
        new Recording(
            "namespace:container_memory_usage_bytes:sum",
            "sum by (cluster, namespace) (container_memory_usage_bytes{%s,container!=\"\"})"
                .formatted(JOB)));
  }

  private static Recording perContainer(String name, String how, String series) {
    return new Recording(
        name,
        "%s by (cluster, namespace, pod, container, node) (%s)"
            .formatted(how, series.formatted(JOB)));
  }

  static List<Recording> nodes() {
    return List.of(
        node(
            "instance:node_num_cpu:sum",
            "count by (cluster, node, instance, job) (node_cpu_seconds_total{%s,mode=\"idle\"})"),
        node(
            "instance:node_cpu_utilisation:rate5m",
            "1 - avg by (cluster, node, instance, job) (sum without (mode) (rate(node_cpu_seconds_total{%s,mode=~\"idle|iowait|steal\"}[5m])))"),
        node(
            "instance:node_load1_per_cpu:ratio",
            "max by (cluster, node, instance, job) (node_load1{%1$s}) / count by (cluster, node, instance, job) (node_cpu_seconds_total{%1$s,mode=\"idle\"})"),
        node(
            "instance:node_memory_utilisation:ratio",
            "1 - node_memory_MemAvailable_bytes{%1$s} / node_memory_MemTotal_bytes{%1$s}"),
        node("instance:node_vmstat_pgmajfault:rate5m", "rate(node_vmstat_pgmajfault{%s}[5m])"),
        node(
            "instance_device:node_disk_io_time_seconds:rate5m",
            "rate(node_disk_io_time_seconds_total{%s}[5m])"),
        node(
            "instance_device:node_disk_io_time_weighted_seconds:rate5m",
            "rate(node_disk_io_time_weighted_seconds_total{%s}[5m])"),
        node(
            "instance:node_network_receive_bytes_excluding_lo:rate5m",
            "sum without (device) (rate(node_network_receive_bytes_total{%s,device!=\"lo\"}[5m]))"),
        node(
            "instance:node_network_transmit_bytes_excluding_lo:rate5m",
            "sum without (device) (rate(node_network_transmit_bytes_total{%s,device!=\"lo\"}[5m]))"),
        node(
            "instance:node_network_receive_drop_excluding_lo:rate5m",
            "sum without (device) (rate(node_network_receive_drop_total{%s,device!=\"lo\"}[5m]))"),
        node(
            "instance:node_network_transmit_drop_excluding_lo:rate5m",
            "sum without (device) (rate(node_network_transmit_drop_total{%s,device!=\"lo\"}[5m]))"),
        node(
            "node:node_num_cpu:sum",
            "count by (cluster, node) (node_cpu_seconds_total{%s,mode=\"idle\"})"),
        node(
            "node:node_cpu_utilization:ratio_rate5m",
            "1 - avg by (cluster, node) (rate(node_cpu_seconds_total{%s,mode=\"idle\"}[5m]))"),
        node(
            ":node_memory_MemAvailable_bytes:sum",
            "sum by (cluster) (node_memory_MemAvailable_bytes{%s})"),
        node(
            "cluster:node_cpu:ratio_rate5m",
            "1 - avg by (cluster) (rate(node_cpu_seconds_total{%s,mode=\"idle\"}[5m]))"));
  }

  private static Recording node(String name, String expr) {
    return new Recording(name, expr.formatted(JOB));
  }
}
