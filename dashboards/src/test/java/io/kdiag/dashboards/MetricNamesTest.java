package io.kdiag.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A name that nobody exports would be a panel that is empty or an alert that never fires. */
final class MetricNamesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void dashboardsAndRulesAskForWhatTheAgentsExport() throws IOException {
    Set<String> exported = Exported.names();
    Map<String, Set<String>> unknown = new TreeMap<>();
    for (Map.Entry<String, Set<String>> file : asked().entrySet()) {
      Set<String> names = new TreeSet<>(file.getValue());
      names.removeAll(exported);
      if (file.getKey().contains("kube-state-metrics/")) {
        names.removeIf(name -> name.startsWith("kube_"));
      }
      if (!names.isEmpty()) {
        unknown.put(file.getKey(), names);
      }
    }
    assertThat(unknown).as("names that no agent exports").isEmpty();
  }

  @Test
  void manyNamesAreFoundOnBothSides() throws IOException {
    assertThat(Exported.names())
        .hasSizeGreaterThan(80)
        .contains("node_load1", "problem_gauge", "kdiag_log_shipper_lag_bytes");
    assertThat(asked().get("grafana/dashboards/kdiag-node.json"))
        .contains("node_load1", "problem_counter")
        .hasSizeGreaterThan(40);
  }

  /** Reasons are the catalogue's codes: one that was renamed would leave a panel empty. */
  @Test
  void theReasonsThatDashboardsNameAreInTheCatalogue() throws IOException {
    Set<String> codes =
        Catalogue.load().problems().stream().map(Problem::code).collect(Collectors.toSet());
    Pattern reasons = Pattern.compile("reason=~?\"([^\"]*)\"");
    for (Map.Entry<String, Set<String>> file : expressions().entrySet()) {
      for (Selector selector :
          file.getValue().stream().flatMap(e -> Selector.of(e).stream()).toList()) {
        Matcher found = reasons.matcher(selector.matchers());
        if (selector.name().startsWith("problem_") && found.find()) {
          assertThat(codes).as(file.getKey()).contains(found.group(1).split("\\|"));
        }
      }
    }
  }

  @Test
  void aSelectorHasBraces() throws IOException {
    for (Map.Entry<String, Set<String>> file : expressions().entrySet()) {
      for (String expr : file.getValue()) {
        assertThat(Selector.withoutBraces(expr)).as(file.getKey() + ": " + expr).isEmpty();
      }
    }
  }

  private static Map<String, Set<String>> asked() throws IOException {
    Map<String, Set<String>> names = new TreeMap<>();
    expressions()
        .forEach(
            (file, exprs) ->
                exprs.forEach(
                    expr ->
                        Selector.of(expr)
                            .forEach(
                                selector ->
                                    names
                                        .computeIfAbsent(file, key -> new TreeSet<>())
                                        .add(selector.name()))));
    return names;
  }

  /** File to all its PromQL. */
  private static Map<String, Set<String>> expressions() throws IOException {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Map.Entry<String, String> file : Generated.files().entrySet()) {
      Set<String> exprs = new TreeSet<>();
      if (file.getKey().endsWith(".json")) {
        JsonNode dashboard = JSON.readTree(file.getValue());
        dashboard.findValues("expr").forEach(expr -> exprs.add(expr.asText()));
        dashboard.at("/templating/list").findValues("definition").stream()
            .map(JsonNode::asText)
            .filter(text -> text.startsWith("label_values("))
            .forEach(text -> exprs.add(text.replaceAll(", \\w+\\)$", ")")));
      } else if (file.getKey().matches("prometheus/(rules|kube-state-metrics)/.*")) {
        exprs(new Yaml().load(new StringReader(file.getValue())), exprs);
      }
      all.put(file.getKey(), exprs);
    }
    return all;
  }

  private static void exprs(Object tree, Set<String> to) {
    switch (tree) {
      case Map<?, ?> map -> {
        if (map.get("expr") instanceof String expr) {
          to.add(expr);
        }
        map.values().forEach(value -> exprs(value, to));
      }
      case List<?> list -> list.forEach(value -> exprs(value, to));
      default -> {}
    }
  }
}
