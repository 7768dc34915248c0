package io.kdiag.dashboards.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Searches in Elasticsearch as Grafana's data source makes them of a target. */
final class Searched {
  private static final String STREAM = "/logs-kdiag.container-*";

  private final String elasticsearch;
  private final long step;

  Searched(String elasticsearch, long step) {
    this.elasticsearch = elasticsearch;
    this.step = step;
  }

  List<Series> answer(ObjectNode search, JsonNode target) throws IOException {
    if (target.at("/metrics/0/type").asText().equals("logs")) {
      return lines(search);
    }
    JsonNode buckets = target.path("bucketAggs");
    boolean overTime =
        buckets.get(buckets.size() - 1).path("type").asText().equals("date_histogram");
    String by = buckets.get(0).path("field").asText();
    search.put("size", 0);
    ObjectNode aggregations = search.putObject("aggs");
    ObjectNode terms = aggregations.putObject("by");
    terms.putObject("terms").put("field", by).put("size", 10);
    if (overTime) {
      terms
          .putObject("aggs")
          .putObject("time")
          .putObject("date_histogram")
          .put("field", "@timestamp")
          .put("fixed_interval", step + "s");
    }
    List<Series> all = new ArrayList<>();
    for (JsonNode bucket : ask(search).at("/aggregations/by/buckets")) {
      Map<String, String> labels = Map.of(by, bucket.path("key").asText());
      List<Series.Point> points = new ArrayList<>();
      if (overTime) {
        bucket.at("/time/buckets").forEach(each -> points.add(point(each)));
      } else {
        points.add(point(bucket));
      }
      all.add(new Series(labels, points));
    }
    return all;
  }

  private static Series.Point point(JsonNode bucket) {
    return new Series.Point(bucket.path("key").asLong(), bucket.path("doc_count").asDouble());
  }

  private List<Series> lines(ObjectNode search) throws IOException {
    search.put("size", 500);
    search.putArray("sort").addObject().put("@timestamp", "desc");
    List<Series> all = new ArrayList<>();
    for (JsonNode hit : ask(search).at("/hits/hits")) {
      JsonNode document = hit.path("_source");
      Map<String, String> labels = new TreeMap<>();
      labels.put("time", document.path("@timestamp").asText());
      labels.put("message", document.path("message").asText());
      labels.put("stream", document.path("stream").asText());
      labels.put("pod", document.at("/kubernetes/pod/name").asText());
      all.add(new Series(labels, List.of(new Series.Point(0, 1.0))));
    }
    return all;
  }

  /** Grafana's query of a variable: {"find":"terms","field":...,"query":...}. */
  List<Series> terms(JsonNode find) throws IOException {
    ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
    String query = find.path("query").asText("*");
    search.putObject("query").putObject("query_string").put("query", query);
    String field = find.path("field").asText();
    search.putObject("aggs").putObject("by").putObject("terms").put("field", field);
    List<Series> all = new ArrayList<>();
    for (JsonNode bucket : ask(search).at("/aggregations/by/buckets")) {
      all.add(new Series(Map.of(field, bucket.path("key").asText()), List.of(point(bucket))));
    }
    return all;
  }

  private JsonNode ask(ObjectNode search) throws IOException {
    JsonNode answer = Http.post(elasticsearch + STREAM + "/_search", search.toString());
    if (!answer.path("error").isMissingNode()) {
      throw new IOException(search + ": " + answer.path("error"));
    }
    return answer;
  }
}
