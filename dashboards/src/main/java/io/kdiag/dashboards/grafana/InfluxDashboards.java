package io.kdiag.dashboards.grafana;

import java.util.List;

/**
 * Heapster's two dashboards over the collector's points in InfluxDB (layout grouped), with
 * Heapster's two faults mended: it summed all points of an interval, so that zooming out multiplied
 * what was shown (here each series' mean is taken first, then the sum over series); and its
 * patterns were not anchored, so that namespace {@code shop} also showed {@code eshop}.
 */
final class InfluxDashboards {
  private static final String NODES = "\"type\" = 'node' AND \"nodename\" =~ /^$nodename$/";
  private static final String CONTAINERS =
      "\"type\" = 'pod_container' AND \"namespace_name\" =~ /^$namespace$/ AND \"pod_name\" =~"
          + " /^$podname$/";

  private InfluxDashboards() {}

  static Dashboard cluster() {
    return new Dashboard(
        "kdiag-influxdb-cluster",
        "kdiag / InfluxDB: cluster",
        "Heapster's cluster dashboard: nodes' use from InfluxDB.",
        "",
        List.of(
            Variable.influx(
                "nodename", "Node", "SHOW TAG VALUES FROM \"cpu\" WITH KEY = \"nodename\"", true)),
        List.of(all(), nodes()),
        Dashboard.Marks.NONE);
  }

  private static Row all() {
    return Row.of(
        "All nodes",
        Panel.time("Processors, in thousandths", "none")
            .says(
                "What all chosen nodes use of their processors, what their pods ask for, and what they have, in millicores.")
            .influx(sum("cpu", "usage_rate", NODES, "nodename"), "used")
            .influx(sum("cpu", "request", NODES, "nodename"), "requests")
            .influx(sum("cpu", "node_allocatable", NODES, "nodename"), "for pods")
            .influx(sum("cpu", "node_capacity", NODES, "nodename"), "there")
            .wide(12)
            .link(Link.to("Pods", "kdiag-influxdb-pods")),
        Panel.time("Memory", "bytes")
            .says("Working set, requests and memory of all chosen nodes.")
            .influx(sum("memory", "working_set", NODES, "nodename"), "working set")
            .influx(sum("memory", "request", NODES, "nodename"), "requests")
            .influx(sum("memory", "node_capacity", NODES, "nodename"), "there")
            .wide(12)
            .link(Link.to("Pods", "kdiag-influxdb-pods")));
  }

  private static Row nodes() {
    return Row.of(
        "Node by node",
        Panel.time("Processors by node", "none")
            .says("Millicores that each node uses.")
            .influx(mean("cpu", "usage_rate", NODES, "nodename"), "$tag_nodename")
            .wide(12)
            .link(Link.to("Node", "kdiag-node")),
        Panel.time("Memory by node", "bytes")
            .says("Working set of each node: what cannot be reclaimed at once.")
            .influx(mean("memory", "working_set", NODES, "nodename"), "$tag_nodename")
            .wide(12)
            .link(Link.to("Node", "kdiag-node")),
        Panel.time("Network by node", "Bps")
            .says("Bytes that each node receives and sends.")
            .influx(mean("network", "rx_rate", NODES, "nodename"), "$tag_nodename received")
            .influx(mean("network", "tx_rate", NODES, "nodename"), "$tag_nodename sent")
            .wide(12)
            .link(Link.to("Node", "kdiag-node")),
        Panel.time("File systems by node", "bytes")
            .says("Bytes used of each file system of each node.")
            .influx(
                mean("filesystem", "usage", NODES, "nodename\", \"resource_id"),
                "$tag_nodename $tag_resource_id")
            .wide(12)
            .link(Link.to("Node", "kdiag-node")));
  }

  static Dashboard pods() {
    String names = "SHOW TAG VALUES FROM \"cpu\" WITH KEY = ";
    return new Dashboard(
        "kdiag-influxdb-pods",
        "kdiag / InfluxDB: pods",
        "Heapster's pods dashboard: containers' use and limits from InfluxDB.",
        "",
        List.of(
            Variable.influx("namespace", "Namespace", names + "\"namespace_name\"", false),
            Variable.influx(
                "podname",
                "Pod",
                names + "\"pod_name\" WHERE \"namespace_name\" =~ /^$namespace$/",
                false)),
        List.of(containers()),
        Dashboard.Marks.NONE);
  }

  private static Row containers() {
    String tag = "container_name";
    return Row.of(
        "Containers of the pod",
        Panel.time("Processors", "none")
            .says("Millicores that each container uses, its request and its limit; 0 is none.")
            .influx(mean("cpu", "usage_rate", CONTAINERS, tag), "$tag_container_name")
            .influx(mean("cpu", "request", CONTAINERS, tag), "$tag_container_name request")
            .influx(mean("cpu", "limit", CONTAINERS, tag), "$tag_container_name limit")
            .wide(12)
            .link(Link.to("Pod", "kdiag-pod")),
        Panel.time("Memory", "bytes")
            .says(
                "Working set of each container, and its limit, at which the kernel kills; a limit"
                    + " of 0 is none.")
            .influx(mean("memory", "working_set", CONTAINERS, tag), "$tag_container_name")
            .influx(mean("memory", "request", CONTAINERS, tag), "$tag_container_name request")
            .influx(mean("memory", "limit", CONTAINERS, tag), "$tag_container_name limit")
            .wide(12)
            .link(Link.to("Pod", "kdiag-pod")),
        Panel.time("What memory is", "bytes")
            .says("Anonymous memory of programs (rss) and cached files of each container.")
            .influx(mean("memory", "rss", CONTAINERS, tag), "$tag_container_name programs")
            .influx(mean("memory", "cache", CONTAINERS, tag), "$tag_container_name files")
            .wide(12)
            .link(Link.to("Pod", "kdiag-pod")),
        Panel.time("Network", "Bps")
            .says("Bytes that the pod receives and sends.")
            .influx(
                mean("network", "rx_rate", CONTAINERS.replace("pod_container", "pod"), "pod_name"),
                "received")
            .influx(
                mean("network", "tx_rate", CONTAINERS.replace("pod_container", "pod"), "pod_name"),
                "sent")
            .wide(12)
            .link(Link.to("Pod", "kdiag-pod")));
  }

  private static String mean(String measurement, String field, String where, String tag) {
    return "SELECT mean(\"%s\") FROM \"%s\" WHERE %s AND $timeFilter GROUP BY time($__interval), \"%s\" fill(null)"
        .formatted(field, measurement, where, tag);
  }

  private static String sum(String measurement, String field, String where, String tag) {
    return "SELECT sum(\"each\") FROM (SELECT mean(\"%s\") AS \"each\" FROM \"%s\" WHERE %s AND $timeFilter GROUP BY time($__interval), \"%s\") WHERE $timeFilter GROUP BY time($__interval) fill(null)"
        .formatted(field, measurement, where, tag);
  }
}
