package io.kdiag.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * One picture of a dashboard.
 *
 * @param unit Grafana's name of it
 * @param description what it shows and when to worry
 * @param width of 24 columns
 * @param targets what is asked for
 * @param look how it is drawn
 */
record Panel(
    String title,
    Kind kind,
    String unit,
    String description,
    int width,
    int height,
    List<Target> targets,
    List<Link> links,
    Look look) {
  private static final int THIRD = 8;
  private static final int SIXTH = 4;

  /** Grafana's panel types that are used here. */
  enum Kind {
    TIME("timeseries"),
    STAT("stat"),
    BARS("bargauge"),
    TABLE("table"),
    STATES("state-timeline"),
    LOGS("logs");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  Panel {
    targets = List.copyOf(targets);
    links = List.copyOf(links);
  }

  /** Lines over time. */
  static Panel time(String title, String unit) {
    return of(title, Kind.TIME, unit, THIRD, 8);
  }

  /** One number. */
  static Panel stat(String title, String unit) {
    return of(title, Kind.STAT, unit, SIXTH, 4);
  }

  /** A bar for each series, longest first. */
  static Panel bars(String title, String unit) {
    return of(title, Kind.BARS, unit, THIRD, 8);
  }

  static Panel table(String title) {
    return of(title, Kind.TABLE, "short", 24, 8);
  }

  /** A band for each series that tells over time whether it is well (0) or not. */
  static Panel states(String title) {
    return of(title, Kind.STATES, "none", 24, 8);
  }

  static Panel logs(String title) {
    return of(title, Kind.LOGS, "none", 24, 12);
  }

  private static Panel of(String title, Kind kind, String unit, int width, int height) {
    return new Panel(title, kind, unit, "", width, height, List.of(), List.of(), Look.PLAIN);
  }

  Panel says(String text) {
    return with(text.strip().replace('\n', ' '), width, height, targets, links, look);
  }

  Panel wide(int columns) {
    return with(description, columns, height, targets, links, look);
  }

  Panel high(int rows) {
    return with(description, width, rows, targets, links, look);
  }

  /** PromQL over time, or of now where the panel shows one moment. */
  Panel query(String expr, String legend) {
    boolean now = kind == Kind.STAT || kind == Kind.BARS || kind == Kind.TABLE;
    return target(new Target.Prometheus(expr.strip(), legend, "", now));
  }

  /** A column of a table; rows of all columns with the same labels are one. */
  Panel column(String name, String columnUnit, String expr) {
    return target(new Target.Prometheus(expr.strip(), name, columnUnit, true));
  }

  Panel influx(String query, String alias) {
    return target(new Target.InfluxDb(query.strip().replaceAll("\\s+", " "), alias));
  }

  Panel elastic(String lucene, String by, Target.Shape shape) {
    return target(new Target.Elasticsearch(lucene, by, shape));
  }

  Panel link(Link link) {
    List<Link> all = new ArrayList<>(links);
    all.add(link);
    return with(description, width, height, targets, all, look);
  }

  Panel look(Look other) {
    return with(description, width, height, targets, links, other);
  }

  /** Yellow from the first value on, red from the second. */
  Panel limits(double warning, double critical) {
    return look(look.limits(warning, critical));
  }

  Panel stacked() {
    return look(look.stacked());
  }

  Panel max(double value) {
    return look(look.max(value));
  }

  private Panel target(Target target) {
    List<Target> all = new ArrayList<>(targets);
    all.add(target);
    return with(description, width, height, all, links, look);
  }

  private Panel with(
      String text, int columns, int rows, List<Target> asked, List<Link> leads, Look drawn) {
    return new Panel(title, kind, unit, text, columns, rows, asked, leads, drawn);
  }
}
