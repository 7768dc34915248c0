package io.kdiag.dashboards.grafana;

import static io.kdiag.dashboards.grafana.Json.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each kind of panel is drawn, in Grafana's options. */
final class PanelLook {
  private static final List<String> LAST = List.of("lastNotNull");

  private PanelLook() {}

  static Map<String, Object> defaults(Panel panel) {
    Look look = panel.look();
    Map<String, Object> tree = map("unit", panel.unit());
    if (panel.kind() != Panel.Kind.TABLE) {
      tree.put("min", 0);
    }
    if (!Double.isNaN(look.max())) {
      tree.put("max", look.max());
    }
    boolean lines = panel.kind() == Panel.Kind.TIME;
    tree.put("color", map("mode", lines ? "palette-classic" : "thresholds"));
    tree.put("thresholds", map("mode", "absolute", "steps", steps(look)));
    tree.put("mappings", panel.kind() == Panel.Kind.STATES ? states() : List.of());
    tree.put("custom", custom(panel));
    return tree;
  }

  private static List<Object> steps(Look look) {
    List<Object> steps = new ArrayList<>();
    steps.add(map("color", "green"));
    if (!Double.isNaN(look.warning())) {
      steps.add(map("color", "orange", "value", look.warning()));
    }
    if (!Double.isNaN(look.critical())) {
      steps.add(map("color", "red", "value", look.critical()));
    }
    return steps;
  }

  private static List<Object> states() {
    Map<String, Object> options = map("0", map("text", "fine", "color", "green", "index", 0));
    options.put("1", map("text", "problem", "color", "red", "index", 1));
    return List.of(map("type", "value", "options", options));
  }

  private static Map<String, Object> custom(Panel panel) {
    return switch (panel.kind()) {
      case TIME -> lines(panel.look());
      case STATES -> map("fillOpacity", 80, "lineWidth", 0);
      case STAT, BARS, TABLE, LOGS -> map();
    };
  }

  private static Map<String, Object> lines(Look look) {
    Map<String, Object> tree = map("drawStyle", "line", "lineWidth", 1, "showPoints", "never");
    tree.put("fillOpacity", look.stack() ? 40 : 8);
    tree.put("spanNulls", false);
    tree.put("stacking", map("mode", look.stack() ? "normal" : "none", "group", "A"));
    tree.put("thresholdsStyle", map("mode", look.limited() ? "dashed" : "off"));
    return tree;
  }

  static Map<String, Object> options(Panel panel) {
    return switch (panel.kind()) {
      case TIME ->
          map(
              "legend",
              map("displayMode", "list", "placement", "bottom", "showLegend", true),
              "tooltip",
              map("mode", "multi", "sort", "desc"));
      case STAT ->
          map(
              "colorMode",
              panel.look().limited() ? "background" : "value",
              "graphMode",
              "none",
              "reduceOptions",
              map("calcs", LAST, "fields", "", "values", false));
      case BARS ->
          map(
              "orientation",
              "horizontal",
              "displayMode",
              "basic",
              "reduceOptions",
              map("calcs", LAST, "fields", "", "values", false));
      case TABLE -> map("cellHeight", "sm", "showHeader", true);
      case STATES ->
          map("showValue", "never", "mergeValues", true, "rowHeight", 0.85, "legend", hidden());
      case LOGS -> map("showTime", true, "wrapLogMessage", true, "sortOrder", "Descending");
    };
  }

  private static Map<String, Object> hidden() {
    return map("displayMode", "list", "placement", "bottom", "showLegend", false);
  }

  /** A table's columns have names and units of their own. */
  static List<Object> overrides(Panel panel) {
    List<Object> overrides = new ArrayList<>();
    if (panel.kind() == Panel.Kind.TABLE) {
      for (Target target : panel.targets()) {
        if (target instanceof Target.Prometheus it && !it.unit().isEmpty()) {
          overrides.add(override(it, panel.look().limited()));
        }
      }
    }
    return overrides;
  }

  private static Map<String, Object> override(Target.Prometheus column, boolean limited) {
    List<Object> properties = new ArrayList<>();
    properties.add(map("id", "unit", "value", column.unit()));
    if (limited && column.unit().equals("percentunit")) {
      properties.add(map("id", "custom.cellOptions", "value", map("type", "color-text")));
    }
    return map(
        "matcher", map("id", "byName", "options", column.legend()), "properties", properties);
  }

  /** Rows of several queries are joined by their labels; {@code Value #A} gets its name. */
  static List<Object> transformations(Panel panel) {
    if (panel.kind() != Panel.Kind.TABLE
        || !(panel.targets().getFirst() instanceof Target.Prometheus)) {
      return List.of();
    }
    Map<String, Object> names = map();
    String one = panel.targets().size() == 1 ? "Value" : "";
    for (Target target : panel.targets()) {
      String value = one.isEmpty() ? "Value #" + (char) ('A' + names.size()) : one;
      names.put(value, ((Target.Prometheus) target).legend());
    }
    return List.of(
        map("id", "merge", "options", map()),
        map(
            "id",
            "organize",
            "options",
            map("excludeByName", map("Time", true), "renameByName", names)));
  }
}
