package io.kdiag.dashboards.grafana;

/**
 * A choice at a dashboard's head, with what it offers.
 *
 * @param query Prometheus' {@code label_values(...)}, InfluxQL, or Elasticsearch's terms; for a
 *     constant its value
 * @param many several can be chosen, and all at once
 */
record Variable(String name, String label, Source source, String query, boolean many, Kind kind) {
  /** A list to choose from, or a field to write into. */
  enum Kind {
    LIST,
    TEXT
  }

  private static final String KDIAG = "job=~\"kdiag.*\"";

  /** The label is optional: without it All is the only choice. */
  static final Variable CLUSTER =
      of("cluster", "Cluster", "label_values(up{" + KDIAG + "}, cluster)", true);

  static final Variable NODE =
      of("node", "Node", "label_values(up{" + KDIAG + ",cluster=~\"$cluster\"}, node)", false);

  static final Variable NODES =
      of("node", "Node", "label_values(up{" + KDIAG + ",cluster=~\"$cluster\"}, node)", true);

  static final Variable NAMESPACES = namespace(true);
  static final Variable NAMESPACE = namespace(false);

  static final Variable POD =
      of(
          "pod",
          "Pod",
          "label_values(container_memory_usage_bytes{"
              + KDIAG
              + ",cluster=~\"$cluster\",namespace=\"$namespace\"}, pod)",
          false);

  private static Variable namespace(boolean many) {
    String query =
        "label_values(container_memory_usage_bytes{"
            + KDIAG
            + ",cluster=~\"$cluster\",namespace!=\"\"}, namespace)";
    return of("namespace", "Namespace", query, many);
  }

  static Variable of(String name, String label, String query, boolean many) {
    return new Variable(name, label, Source.PROMETHEUS, query, many, Kind.LIST);
  }

  static Variable influx(String name, String label, String query, boolean many) {
    return new Variable(name, label, Source.INFLUXDB, query, many, Kind.LIST);
  }

  static Variable elastic(String name, String label, String query) {
    return new Variable(name, label, Source.ELASTICSEARCH, query, true, Kind.LIST);
  }

  /** A number that a user writes in. */
  static Variable text(String name, String label, String value) {
    return new Variable(name, label, Source.PROMETHEUS, value, false, Kind.TEXT);
  }
}
