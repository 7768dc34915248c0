package io.kdiag.dashboards.grafana;

/** A kind of data source; dashboards ask for one of it by a variable. */
enum Source {
  PROMETHEUS("prometheus", "Prometheus"),
  INFLUXDB("influxdb", "Influxdb"),
  ELASTICSEARCH("elasticsearch", "Elasticsearch");

  /** Grafana's name of the kind. */
  final String type;

  private final String label;

  Source(String type, String label) {
    this.type = type;
    this.label = label;
  }

  /** The variable's name, which tells the kind: a link that carries it along cannot mix two up. */
  String variable() {
    return type + "_datasource";
  }

  String label() {
    return label + " data source";
  }
}
