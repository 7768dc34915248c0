package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Series.Line;
import io.kdiag.cli.evidence.Series.Point;
import io.kdiag.cli.evidence.Series.Unit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers over the last hour, from Prometheus' range queries, for plots.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries">Range
 *     queries</a>
 */
final class PrometheusSeries {
  private static final long SPAN_SECONDS = 3600;
  private static final long STEP_SECONDS = 60;
  private static final int MOST_LINES = 6;

  private final ApiServer prometheus;

  PrometheusSeries(ApiServer prometheus) {
    this.prometheus = prometheus;
  }

  /** The arguments are series as Prometheus selects them. */
  List<Series> ofNode(
      String name, String idle, String available, String total, String podCpu, String podMemory)
      throws IOException, InterruptedException {
    List<Series> all = new ArrayList<>();
    add(all, "processors busy", Unit.PERCENT, "100 * (1 - avg(" + idle + "))", name);
    String used = "100 * (1 - sum(" + available + ") / sum(" + total + "))";
    add(all, "memory used", Unit.PERCENT, used, name);
    String by = "sum by (namespace, pod) (";
    add(all, "processors used, by pod", Unit.CORES, by + podCpu + ")", "");
    add(all, "memory, by pod", Unit.BYTES, by + podMemory + ")", "");
    return List.copyOf(all);
  }

  /** Each node's, and the pods that use most. */
  List<Series> ofCluster() throws IOException, InterruptedException {
    List<Series> all = new ArrayList<>();
    String by = "by (node, instance) (";
    add(
        all,
        "processors busy, by node",
        Unit.PERCENT,
        "100 * (1 - avg " + by + "rate(node_cpu_seconds_total{mode=\"idle\"}[5m])))",
        "");
    add(
        all,
        "memory used, by node",
        Unit.PERCENT,
        "100 * (1 - sum "
            + by
            + "node_memory_MemAvailable_bytes) / sum "
            + by
            + "node_memory_MemTotal_bytes))",
        "");
    String pods = "topk(6, sum by (namespace, pod) (";
    String some = "{container!=\"\"}";
    add(
        all,
        "processors used, by pod",
        Unit.CORES,
        pods + "rate(container_cpu_usage_seconds_total" + some + "[5m])))",
        "");
    String memory = pods + "container_memory_working_set_bytes" + some + "))";
    add(all, "memory, by pod", Unit.BYTES, memory, "");
    return List.copyOf(all);
  }

  /** {@code selector}: labels of the pods; by container where it is one pod, else by pod. */
  List<Series> ofPods(String selector, boolean onePod) throws IOException, InterruptedException {
    String by = "sum by (" + (onePod ? "container" : "namespace, pod") + ") (";
    String of = "{container!=\"\"," + selector + "}";
    List<Series> all = new ArrayList<>();
    add(all, "memory", Unit.BYTES, by + "container_memory_working_set_bytes" + of + ")", "");
    if (onePod) {
      String limit = by + "container_spec_memory_limit_bytes" + of + " > 0)";
      add(all, "memory limit", Unit.BYTES, limit, "");
    }
    String cpu = by + "rate(container_cpu_usage_seconds_total" + of + "[5m]))";
    add(all, "processors used", Unit.CORES, cpu, "");
    String periods = "rate(container_cpu_cfs_periods_total" + of + "[5m])";
    String throttled = "rate(container_cpu_cfs_throttled_periods_total" + of + "[5m])";
    add(
        all,
        "throttled",
        Unit.PERCENT,
        "100 * " + by + throttled + ") / " + by + periods + ")",
        "");
    return List.copyOf(all);
  }

  private void add(List<Series> all, String title, Unit unit, String query, String name)
      throws IOException, InterruptedException {
    long now = Instant.now().getEpochSecond();
    JsonNode results =
        prometheus
            .json(
                "/api/v1/query_range?query="
                    + ApiServer.encoded(query)
                    + "&start="
                    + (now - SPAN_SECONDS)
                    + "&end="
                    + now
                    + "&step="
                    + STEP_SECONDS)
            .path("data")
            .path("result");
    List<Line> lines = new ArrayList<>();
    for (JsonNode result : results) {
      List<Point> points = points(result.path("values"));
      if (!points.isEmpty()) {
        lines.add(new Line(name.isEmpty() ? name(result.path("metric")) : name, points));
      }
    }
    lines.sort(Comparator.comparingDouble(PrometheusSeries::most).reversed());
    if (!lines.isEmpty()) {
      List<Line> shown = List.copyOf(lines.subList(0, Math.min(MOST_LINES, lines.size())));
      all.add(new Series(title, unit, prometheus.base().toString(), shown));
    }
  }

  private static double most(Line line) {
    return line.points().stream().mapToDouble(Point::value).max().orElse(0);
  }

  private static String name(JsonNode labels) {
    String container = JsonFields.text(labels, "container");
    String node = JsonFields.text(labels, "node");
    if (labels.has("instance") && !labels.has("pod")) {
      return node.isEmpty() ? JsonFields.text(labels, "instance") : node;
    }
    return container.isEmpty()
        ? JsonFields.text(labels, "namespace") + "/" + JsonFields.text(labels, "pod")
        : container;
  }

  private static List<Point> points(JsonNode values) {
    List<Point> points = new ArrayList<>();
    for (JsonNode each : values) {
      double value = value(each.path(1).asText());
      if (Double.isFinite(value)) {
        points.add(
            new Point(Instant.ofEpochMilli(Math.round(each.path(0).asDouble() * 1000)), value));
      }
    }
    return List.copyOf(points);
  }

  /** Prometheus writes infinity as {@code +Inf}: nothing that could be drawn. */
  private static double value(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
