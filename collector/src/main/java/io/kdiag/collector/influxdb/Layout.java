package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an entity's metrics become points: Heapster's two layouts, and one point for each of its
 * groups, which needs the fewest series and bytes.
 *
 * <pre>
 * GROUPED  cpu,type=node,nodename=n1 usage=7204312567i,usage_rate=120i 1795218944116
 * FIELDS   cpu,type=node,nodename=n1 usage=7204312567i 1795218944116
 *          cpu,type=node,nodename=n1 usage_rate=120i 1795218944116
 * VALUES   cpu/usage,type=node,nodename=n1 value=7204312567i 1795218944116
 *          cpu/usage_rate,type=node,nodename=n1 value=120i 1795218944116
 * </pre>
 */
enum Layout {
  GROUPED,
  FIELDS,
  VALUES;

  static Layout of(String name) {
    return switch (name) {
      case "fields" -> FIELDS;
      case "values" -> VALUES;
      default -> GROUPED;
    };
  }

  /** The points of one entity. */
  List<Point> points(Entity entity, Instant time) {
    return switch (this) {
      case GROUPED -> grouped(entity, time);
      case FIELDS -> {
        List<Point> points = new ArrayList<>(entity.metrics().size());
        for (Entity.Metric metric : entity.metrics()) {
          points.add(
              point(metric.group(), metric, entity, time).addField(field(metric), metric.value()));
        }
        yield points;
      }
      case VALUES -> {
        List<Point> points = new ArrayList<>(entity.metrics().size());
        for (Entity.Metric metric : entity.metrics()) {
          String name =
              metric.name().isEmpty() ? metric.group() : metric.group() + "/" + metric.name();
          points.add(point(name, metric, entity, time).addField("value", metric.value()));
        }
        yield points;
      }
    };
  }

  private static List<Point> grouped(Entity entity, Instant time) {
    Map<String, Point> points = new LinkedHashMap<>();
    for (Entity.Metric metric : entity.metrics()) {
      points
          .computeIfAbsent(
              metric.group() + ' ' + metric.resource(),
              any -> point(metric.group(), metric, entity, time))
          .addField(field(metric), metric.value());
    }
    return new ArrayList<>(points.values());
  }

  /** {@code uptime} has no part behind a slash. */
  private static String field(Entity.Metric metric) {
    return metric.name().isEmpty() ? "value" : metric.name();
  }

  private static Point point(
      String measurement, Entity.Metric metric, Entity entity, Instant time) {
    return Point.measurement(measurement)
        .time(time, InfluxClient.precision())
        .addTags(entity.tags())
        .addTag("resource_id", metric.resource());
  }
}
