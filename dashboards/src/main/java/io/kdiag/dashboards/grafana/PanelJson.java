package io.kdiag.dashboards.grafana;

import static io.kdiag.dashboards.grafana.Json.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a panel: what all kinds have; {@link PanelLook} writes the rest. */
final class PanelJson {
  private final Dashboard dashboard;
  private final Panel panel;

  PanelJson(Dashboard dashboard, Panel panel) {
    this.dashboard = dashboard;
    this.panel = panel;
  }

  Map<String, Object> tree(int id, Map<String, Object> at) {
    Map<String, Object> tree = map("id", id, "type", panel.kind().type, "title", panel.title());
    tree.put("description", panel.description());
    tree.put("gridPos", at);
    tree.put("datasource", Json.datasource(panel.targets().getFirst().source()));
    tree.put("links", links(false));
    Map<String, Object> defaults = PanelLook.defaults(panel);
    defaults.put("links", links(true));
    tree.put("fieldConfig", map("defaults", defaults, "overrides", PanelLook.overrides(panel)));
    tree.put("options", PanelLook.options(panel));
    tree.put("transformations", PanelLook.transformations(panel));
    tree.put("targets", targets());
    return tree;
  }

  private List<Object> links(boolean onValue) {
    boolean table = panel.kind() == Panel.Kind.TABLE;
    return panel.links().stream()
        .filter(link -> link.onValue() == onValue)
        .<Object>map(
            link -> map("title", link.title(), "url", table ? link.tableUrl() : link.url()))
        .toList();
  }

  private List<Object> targets() {
    List<Object> targets = new ArrayList<>();
    for (Target target : panel.targets()) {
      String refId = String.valueOf((char) ('A' + targets.size()));
      Map<String, Object> tree =
          map("refId", refId, "datasource", Json.datasource(target.source()));
      tree.putAll(
          switch (target) {
            case Target.Prometheus it -> prometheus(it);
            case Target.InfluxDb it -> influxdb(it);
            case Target.Elasticsearch it -> ElasticsearchJson.of(it);
          });
      targets.add(tree);
    }
    return targets;
  }

  private Map<String, Object> prometheus(Target.Prometheus target) {
    Map<String, Object> tree = map("expr", dashboard.expr(target.expr()), "editorMode", "code");
    tree.putAll(map("instant", target.now(), "range", !target.now()));
    boolean table = panel.kind() == Panel.Kind.TABLE;
    tree.put("format", table ? "table" : "time_series");
    tree.put("legendFormat", target.legend());
    return tree;
  }

  private Map<String, Object> influxdb(Target.InfluxDb target) {
    boolean table = panel.kind() == Panel.Kind.TABLE;
    return map(
        "query",
        target.query(),
        "rawQuery",
        true,
        "resultFormat",
        table ? "table" : "time_series",
        "alias",
        target.alias());
  }
}
