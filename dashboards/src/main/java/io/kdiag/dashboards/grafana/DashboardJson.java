package io.kdiag.dashboards.grafana;

import static io.kdiag.dashboards.grafana.Json.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a dashboard as Grafana's classic JSON, which all of its versions since 10 provision. */
final class DashboardJson {
  private static final int COLUMNS = 24;
  private static final int SCHEMA = 39;

  private final Dashboard dashboard;

  private DashboardJson(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  static String of(Dashboard dashboard) {
    return Json.text(new DashboardJson(dashboard).tree());
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree =
        map("uid", dashboard.uid(), "title", dashboard.title(), "tags", List.of("kdiag"));
    tree.put("description", dashboard.description());
    tree.putAll(map("timezone", "utc", "editable", false, "graphTooltip", 1, "liveNow", false));
    tree.putAll(map("refresh", "30s", "schemaVersion", SCHEMA, "version", 1));
    tree.put("time", map("from", "now-1h", "to", "now"));
    tree.put("timepicker", map("refresh_intervals", List.of("10s", "30s", "1m", "5m", "15m")));
    tree.put("links", List.of(others()));
    tree.put("templating", map("list", new VariableJson(dashboard).list()));
    tree.put("annotations", map("list", annotations()));
    tree.put("panels", panels());
    return tree;
  }

  /** All of kdiag's dashboards; time and choices go along. */
  private static Map<String, Object> others() {
    Map<String, Object> link =
        map("type", "dashboards", "title", "kdiag", "tags", List.of("kdiag"));
    link.putAll(map("asDropdown", true, "keepTime", true, "includeVars", true));
    link.putAll(map("targetBlank", false, "icon", "external link", "tooltip", "", "url", ""));
    return link;
  }

  private List<Object> annotations() {
    String node = dashboard.marks() == Dashboard.Marks.NODE ? ",node=~\"$node\"" : "";
    return switch (dashboard.marks()) {
      case NONE -> List.of();
      case CLUSTER, NODE ->
          List.of(
              annotation(
                  "Alerts",
                  "red",
                  "ALERTS{alertname=~\"Kdiag.*\",alertstate=\"firing\",severity=\"critical\",cluster=~\"$cluster\"%s}"
                      .formatted(node),
                  "{{alertname}}"),
              annotation(
                  "Restarts of nodes",
                  "purple",
                  "changes(node_boot_time_seconds{%s%s}[$__rate_interval]) > 0"
                      .formatted(Dashboard.CLUSTER, node),
                  "restart"));
    };
  }

  private Map<String, Object> annotation(String name, String color, String expr, String title) {
    Map<String, Object> annotation = map("name", name, "enable", true, "iconColor", color);
    annotation.put("datasource", Json.datasource(Source.PROMETHEUS));
    annotation.putAll(map("expr", expr, "step", "60s", "titleFormat", title));
    annotation.put("textFormat", "{{node}} {{namespace}} {{pod}}");
    return annotation;
  }

  /** Rows from above, panels from left; ids in that order. */
  private List<Object> panels() {
    List<Object> panels = new ArrayList<>();
    int y = 0;
    for (Row row : dashboard.rows()) {
      panels.add(heading(panels.size() + 1, row.title(), y));
      y = place(row, y + 1, panels);
    }
    return panels;
  }

  private static Map<String, Object> heading(int id, String title, int y) {
    Map<String, Object> row = map("id", id, "type", "row", "title", title, "collapsed", false);
    row.putAll(map("gridPos", map("h", 1, "w", COLUMNS, "x", 0, "y", y), "panels", List.of()));
    return row;
  }

  /** Where the next row begins. */
  private int place(Row row, int from, List<Object> panels) {
    int x = 0;
    int y = from;
    int highest = 0;
    for (Panel panel : row.panels()) {
      if (x + panel.width() > COLUMNS) {
        x = 0;
        y += highest;
        highest = 0;
      }
      Map<String, Object> at = map("h", panel.height(), "w", panel.width(), "x", x, "y", y);
      panels.add(new PanelJson(dashboard, panel).tree(panels.size() + 1, at));
      x += panel.width();
      highest = Math.max(highest, panel.height());
    }
    return y + highest;
  }
}
