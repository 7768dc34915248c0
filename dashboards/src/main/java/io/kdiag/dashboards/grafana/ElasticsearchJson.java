package io.kdiag.dashboards.grafana;

import static io.kdiag.dashboards.grafana.Json.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a search as Grafana's Elasticsearch data source takes it. */
final class ElasticsearchJson {
  private static final int LINES = 500;
  private static final String TOP = "10";

  private ElasticsearchJson() {}

  static Map<String, Object> of(Target.Elasticsearch target) {
    Map<String, Object> tree = map("query", target.lucene(), "timeField", "@timestamp");
    tree.putAll(
        switch (target.shape()) {
          case COUNT -> map("metrics", List.of(count()), "bucketAggs", overTime(target.by()));
          case TOP -> map("metrics", List.of(count()), "bucketAggs", List.of(terms(target.by())));
          case LINES ->
              map(
                  "metrics",
                  List.of(
                      map(
                          "id",
                          "1",
                          "type",
                          "logs",
                          "settings",
                          map("limit", String.valueOf(LINES)))),
                  "bucketAggs",
                  List.of());
        });
    return tree;
  }

  private static Map<String, Object> count() {
    return map("id", "1", "type", "count");
  }

  private static List<Object> overTime(String by) {
    List<Object> buckets = new ArrayList<>();
    if (!by.isEmpty()) {
      buckets.add(terms(by));
    }
    buckets.add(
        map(
            "id",
            "2",
            "type",
            "date_histogram",
            "field",
            "@timestamp",
            "settings",
            map("interval", "auto", "min_doc_count", "0")));
    return buckets;
  }

  private static Map<String, Object> terms(String field) {
    Map<String, Object> settings = map("size", TOP, "order", "desc");
    settings.putAll(map("orderBy", "_count", "min_doc_count", "1"));
    return map("id", "3", "type", "terms", "field", field, "settings", settings);
  }
}
