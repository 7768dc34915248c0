package io.kdiag.dashboards.grafana;

import static io.kdiag.dashboards.grafana.Json.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a dashboard's variables, those of its data sources first. */
final class VariableJson {
  private final Dashboard dashboard;

  VariableJson(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  List<Object> list() {
    List<Object> list = new ArrayList<>();
    dashboard.sources().forEach(source -> list.add(datasource(source)));
    dashboard.variables().forEach(variable -> list.add(variable(variable)));
    return list;
  }

  private Map<String, Object> datasource(Source source) {
    Map<String, Object> tree = map("type", "datasource", "name", source.variable());
    tree.putAll(map("label", source.label(), "query", source.type, "current", map()));
    tree.putAll(map("hide", 0, "includeAll", false, "multi", false, "options", List.of()));
    tree.putAll(map("refresh", 1, "regex", "", "skipUrlSync", false));
    return tree;
  }

  private Map<String, Object> variable(Variable variable) {
    return switch (variable.kind()) {
      case LIST -> choice(variable);
      case TEXT ->
          map(
              "type",
              "textbox",
              "name",
              variable.name(),
              "label",
              variable.label(),
              "query",
              variable.query(),
              "current",
              map("text", variable.query(), "value", variable.query()),
              "hide",
              0);
    };
  }

  private Map<String, Object> choice(Variable variable) {
    Map<String, Object> tree = map("type", "query", "name", variable.name());
    tree.putAll(map("label", variable.label(), "query", query(variable)));
    tree.put("definition", variable.query());
    tree.put("datasource", Json.datasource(variable.source()));
    tree.put("current", variable.many() ? Json.all() : map());
    tree.putAll(map("multi", variable.many(), "includeAll", variable.many()));
    if (variable.many()) {
      tree.put("allValue", variable.source() == Source.ELASTICSEARCH ? "*" : ".*");
    }
    tree.putAll(map("hide", 0, "options", List.of(), "refresh", 2, "regex", ""));
    tree.putAll(map("skipUrlSync", false, "sort", 1));
    return tree;
  }

  private static Object query(Variable variable) {
    return switch (variable.source()) {
      case PROMETHEUS -> map("query", variable.query(), "refId", variable.name());
      case INFLUXDB, ELASTICSEARCH -> variable.query();
    };
  }
}
