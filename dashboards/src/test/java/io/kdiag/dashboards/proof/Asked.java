package io.kdiag.dashboards.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the back ends what a dashboard's targets say, as Grafana would. */
final class Asked {
  private final Backends backends;
  private final long from;
  private final long to;
  private final long step;

  /** Times are in seconds. */
  Asked(Backends backends, long from, long to) {
    this.backends = backends;
    this.from = from;
    this.to = to;
    this.step = Math.max(5, (to - from) / 120);
  }

  List<Series> answer(JsonNode target, JsonNode dashboard, Choice choice) throws IOException {
    return switch (target.at("/datasource/type").asText()) {
      case "prometheus" ->
          prometheus(
              choice.into(target.path("expr").asText(), dashboard),
              target.path("instant").asBoolean());
      case "influxdb" -> influxdb(choice.into(target.path("query").asText(), dashboard));
      case "elasticsearch" -> elasticsearch(target, dashboard, choice);
      default -> throw new IllegalStateException("no such data source: " + target);
    };
  }

  List<Series> prometheus(String expr, boolean now) throws IOException {
    String url =
        now
            ? "/api/v1/query?time=%d&query=%s".formatted(to, Http.encoded(expr))
            : "/api/v1/query_range?start=%d&end=%d&step=%d&query=%s"
                .formatted(from, to, step, Http.encoded(expr));
    JsonNode answer = Http.get(backends.prometheus + url);
    if (!answer.path("status").asText().equals("success")) {
      throw new IOException(expr + ": " + answer);
    }
    List<Series> all = new ArrayList<>();
    for (JsonNode series : answer.at("/data/result")) {
      JsonNode values =
          now ? Http.JSON.createArrayNode().add(series.path("value")) : series.path("values");
      all.add(new Series(labels(series.path("metric")), points(values, 1000)));
    }
    return all;
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new TreeMap<>();
    object.properties().forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
    return labels;
  }

  private static List<Series.Point> points(JsonNode values, int toMillis) {
    List<Series.Point> points = new ArrayList<>();
    for (JsonNode value : values) {
      long time = Math.round(value.get(0).asDouble() * toMillis);
      JsonNode number = value.get(1);
      points.add(new Series.Point(time, number.isNull() ? null : number.asDouble()));
    }
    return points;
  }

  List<Series> influxdb(String query) throws IOException {
    String timed = query.replace("$timeFilter", "time >= %ds AND time <= %ds".formatted(from, to));
    JsonNode answer =
        Http.get(backends.influxdb + "/query?db=k8s&epoch=ms&q=" + Http.encoded(timed));
    JsonNode result = answer.at("/results/0");
    if (!result.path("error").isMissingNode()) {
      throw new IOException(timed + ": " + result);
    }
    List<Series> all = new ArrayList<>();
    for (JsonNode series : result.path("series")) {
      if (timed.startsWith("SHOW")) {
        series.path("values").forEach(v -> all.add(named(v.get(0).asText(), v.get(1).asText())));
      } else {
        all.add(new Series(labels(series.path("tags")), points(series.path("values"), 1)));
      }
    }
    return all;
  }

  private Series named(String label, String value) {
    return new Series(Map.of(label, value), List.of(new Series.Point(to * 1000, 1.0)));
  }

  private List<Series> elasticsearch(JsonNode target, JsonNode dashboard, Choice choice)
      throws IOException {
    ObjectNode search = Http.JSON.createObjectNode();
    ArrayNode all = search.putObject("query").putObject("bool").putArray("filter");
    all.addObject()
        .putObject("query_string")
        .put("analyze_wildcard", true)
        .put("query", choice.into(target.path("query").asText(), dashboard));
    all.addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", from * 1000)
        .put("lte", to * 1000)
        .put("format", "epoch_millis");
    return new Searched(backends.elasticsearch, step).answer(search, target);
  }

  /** What a variable offers: the values of its query, one series each. */
  List<Series> offered(JsonNode variable, JsonNode dashboard, Choice choice) throws IOException {
    String query = choice.into(variable.path("definition").asText(), dashboard);
    return switch (variable.at("/datasource/type").asText()) {
      case "prometheus" -> {
        String label = query.replaceAll(".*, (\\w+)\\)$", "$1");
        String selector = query.replaceAll("^label_values\\((.*), \\w+\\)$", "$1");
        yield prometheus("count by (" + label + ") (" + selector + ")", true);
      }
      case "influxdb" -> influxdb(query);
      default -> new Searched(backends.elasticsearch, step).terms(Http.JSON.readTree(query));
    };
  }
}
