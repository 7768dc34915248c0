package io.kdiag.dashboards.grafana;

/** What a panel asks a data source. */
sealed interface Target {

  /** The kind of data source that is asked. */
  Source source();

  /**
   * PromQL. {@code {@...}} stands for the dashboard's own matchers (its job, cluster, node, ...).
   *
   * @param legend Grafana's template of a series' name, such as {@code {{node}}}; a table's column
   * @param unit of a table's column; empty: the panel's
   * @param now asks for the last moment only
   */
  record Prometheus(String expr, String legend, String unit, boolean now) implements Target {
    @Override
    public Source source() {
      return Source.PROMETHEUS;
    }
  }

  /**
   * InfluxQL.
   *
   * @param alias the name of a series, such as {@code $tag_nodename}
   */
  record InfluxDb(String query, String alias) implements Target {
    @Override
    public Source source() {
      return Source.INFLUXDB;
    }
  }

  /**
   * A search in Elasticsearch.
   *
   * @param lucene which documents
   * @param by the field whose values are told apart; empty: none
   */
  record Elasticsearch(String lucene, String by, Shape shape) implements Target {
    @Override
    public Source source() {
      return Source.ELASTICSEARCH;
    }
  }

  /** What is made of the documents found. */
  enum Shape {
    /** Their number over time. */
    COUNT,
    /** Their number for each value of a field. */
    TOP,
    /** Themselves, newest first. */
    LINES
  }
}
