package io.kdiag.dashboards.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user has chosen at a dashboard's head, put into its queries as Grafana does.
 *
 * @param name for the table of what was checked
 */
record Choice(String name, Map<String, String> values, String rateInterval, String range) {
  static Choice of(String name, String node, String namespace, String pod, long seconds) {
    Map<String, String> values = new TreeMap<>();
    values.put("node", node);
    values.put("nodename", node);
    values.put("namespace", namespace);
    values.put("pod", pod);
    values.put("podname", pod);
    return new Choice(name, values, "30s", seconds + "s");
  }

  /** A PromQL or InfluxQL query or a search of {@code dashboard} with all variables replaced. */
  String into(String query, JsonNode dashboard) {
    String text =
        query
            .replace("$__rate_interval", rateInterval)
            .replace("$__range", range)
            .replace("$__interval", "10s");
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String name = variable.path("name").asText();
      text = text.replace("$" + name, value(variable, name));
    }
    return text;
  }

  /** What stands at the dashboard's head. */
  ObjectNode shown(JsonNode dashboard) {
    ObjectNode shown = Http.JSON.createObjectNode();
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String name = variable.path("name").asText();
      String value = variable.path("includeAll").asBoolean() ? "All" : value(variable, name);
      shown.put(name, name.endsWith("_datasource") ? "default" : value);
    }
    return shown;
  }

  private String value(JsonNode variable, String name) {
    if (variable.path("type").asText().equals("textbox")) {
      return variable.path("query").asText();
    }
    if (variable.path("includeAll").asBoolean()) {
      return variable.path("allValue").asText();
    }
    return values.getOrDefault(name, "");
  }
}
