package io.kdiag.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.dashboards.Selector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules of Grafana's dashboard-linter, by their names there, and those of ours. Where a rule
 * does not suit, {@code grafana/dashboards/.lint} says why, for whoever runs that linter itself.
 */
final class DashboardLintTest {
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "bytes", "Bps", "pps", "iops", "ops", "reqps", "s");

  private static final Set<String> KINDS_WITH_UNIT =
      Set.of("stat", "table", "timeseries", "bargauge", "state-timeline");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]+)");

  /** A panel with its dashboard, for messages. */
  private record Shown(JsonNode dashboard, JsonNode panel) {
    @Override
    public String toString() {
      return dashboard.path("uid").asText() + ": " + panel.path("title").asText();
    }

    List<JsonNode> targets() {
      return children(panel.path("targets"));
    }

    List<String> exprs() {
      return targets().stream()
          .map(t -> t.path("expr").asText())
          .filter(e -> !e.isEmpty())
          .toList();
    }
  }

  @Test
  void templateDatasource() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      List<JsonNode> sources =
          variables(dashboard).stream().filter(v -> is(v, "type", "datasource")).toList();
      assertThat(sources).as(uid(dashboard)).isNotEmpty();
      for (JsonNode source : sources) {
        String type = source.path("query").asText();
        assertThat(source.path("name").asText()).isEqualTo(type + "_datasource");
        assertThat(source.path("label").asText()).isEqualToIgnoringCase(type + " data source");
      }
    }
  }

  @Test
  void templateOnTimeChangeReload() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode variable : variables(dashboard)) {
        if (is(variable, "type", "query")) {
          assertThat(variable.path("refresh").asInt())
              .as(variable.path("name").asText())
              .isEqualTo(2);
        }
      }
    }
  }

  @Test
  void uneditableUtcAndLinkedByTag() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      assertThat(dashboard.path("editable").asBoolean()).as(uid(dashboard)).isFalse();
      assertThat(dashboard.path("timezone").asText()).as(uid(dashboard)).isEqualTo("utc");
      assertThat(uid(dashboard)).matches("kdiag-[a-z-]{1,34}");
      assertThat(dashboard.path("tags").get(0).asText()).isEqualTo("kdiag");
      JsonNode link = dashboard.path("links").get(0);
      assertThat(link.path("tags").get(0).asText()).isEqualTo("kdiag");
      assertThat(link.path("keepTime").asBoolean() && link.path("includeVars").asBoolean())
          .isTrue();
    }
  }

  @Test
  void uidsAndTitlesAreUnique() throws IOException {
    assertThat(dashboards()).extracting(DashboardLintTest::uid).doesNotHaveDuplicates();
    assertThat(dashboards()).extracting(d -> d.path("title").asText()).doesNotHaveDuplicates();
    for (JsonNode dashboard : dashboards()) {
      assertThat(panels(dashboard))
          .extracting(shown -> shown.panel.path("title").asText())
          .as(uid(dashboard))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void panelDatasource() throws IOException {
    for (Shown shown : allPanels()) {
      List<JsonNode> all = new ArrayList<>(shown.targets());
      all.add(shown.panel);
      for (JsonNode node : all) {
        JsonNode source = node.path("datasource");
        String type = source.path("type").asText();
        assertThat(source.path("uid").asText())
            .as("" + shown)
            .isEqualTo("${" + type + "_datasource}");
      }
    }
  }

  @Test
  void panelTitleDescription() throws IOException {
    for (Shown shown : allPanels()) {
      assertThat(shown.panel.path("title").asText()).as("" + shown).isNotBlank();
      assertThat(shown.panel.path("description").asText())
          .as("" + shown)
          .endsWith(".")
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void panelUnits() throws IOException {
    for (Shown shown : allPanels()) {
      if (KINDS_WITH_UNIT.contains(shown.panel.path("type").asText())) {
        assertThat(shown.panel.at("/fieldConfig/defaults/unit").asText())
            .as("" + shown)
            .isIn(UNITS);
        for (JsonNode override : shown.panel.at("/fieldConfig/overrides")) {
          assertThat(override.at("/properties/0/value").asText()).as("" + shown).isIn(UNITS);
        }
      }
    }
  }

  @Test
  void panelNoTargets() throws IOException {
    for (Shown shown : allPanels()) {
      assertThat(shown.targets()).as("" + shown).isNotEmpty();
    }
  }

  @Test
  void eachPanelLeadsFurther() throws IOException {
    Set<String> known = Set.copyOf(Dashboards.all().stream().map(Dashboard::uid).toList());
    for (Shown shown : allPanels()) {
      List<JsonNode> links = new ArrayList<>(children(shown.panel.path("links")));
      links.addAll(children(shown.panel.at("/fieldConfig/defaults/links")));
      assertThat(links).as("" + shown).isNotEmpty();
      for (JsonNode link : links) {
        String url = link.path("url").asText();
        assertThat(url).as("" + shown).contains("${__url_time_range}");
        assertThat(url.replaceFirst("/d/([^?]*).*", "$1")).as("" + shown).isIn(known);
      }
    }
  }

  @Test
  void targetRateInterval() throws IOException {
    for (Shown shown : allPanels()) {
      for (String expr : shown.exprs()) {
        for (Selector selector : Selector.of(expr)) {
          if (selector.function().matches("rate|irate")) {
            assertThat(selector.range()).as(shown + ": " + expr).isEqualTo("$__rate_interval");
          }
          if (selector.function().equals("increase")) {
            assertThat(selector.range())
                .as(shown + ": " + expr)
                .isIn("$__rate_interval", "$__range");
          }
        }
      }
    }
  }

  @Test
  void targetCounterAgg() throws IOException {
    for (Shown shown : allPanels()) {
      for (String expr : shown.exprs()) {
        for (Selector selector : Selector.of(expr)) {
          if (selector.name().matches(".*_total|problem_counter|node_vmstat_.*")
              && !expr.startsWith("count")
              && !expr.contains("count by (node) (" + selector.name())
              && !expr.contains("count by (cluster, node) (" + selector.name())
              && !expr.contains("count(" + selector.name())) {
            assertThat(selector.function()).as(shown + ": " + expr).matches("rate|irate|increase");
          }
        }
      }
    }
  }

  @Test
  void targetJobAndTargetCluster() throws IOException {
    for (Shown shown : allPanels()) {
      for (String expr : shown.exprs()) {
        for (Selector selector : Selector.of(expr)) {
          String job =
              selector.name().equals("ALERTS") ? "alertname=~\"Kdiag.*\"" : "job=~\"kdiag.*\"";
          assertThat(selector.matchers())
              .as(shown + ": " + expr)
              .contains(job, "cluster=~\"$cluster\"");
        }
      }
    }
  }

  @Test
  void aVariableThatIsUsedIsThereAndOneThatIsThereIsUsed() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      List<String> there = variables(dashboard).stream().map(v -> v.path("name").asText()).toList();
      List<String> used = new ArrayList<>();
      for (Shown shown : panels(dashboard)) {
        shown.targets().forEach(target -> used.addAll(used(target.toString())));
      }
      variables(dashboard).forEach(v -> used.addAll(used(v.toString())));
      assertThat(there).as(uid(dashboard)).containsAll(Set.copyOf(used));
      assertThat(used).as(uid(dashboard)).containsAll(there);
    }
  }

  @Test
  void panelsDoNotOverlap() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      boolean[][] taken = new boolean[400][24];
      for (JsonNode panel : dashboard.path("panels")) {
        JsonNode at = panel.path("gridPos");
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
            assertThat(taken[y][x]).as(uid(dashboard) + ": " + panel.path("title")).isFalse();
            taken[y][x] = true;
          }
        }
      }
    }
  }

  private static List<String> used(String text) {
    List<String> names = new ArrayList<>();
    for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
      String name = found.group(1);
      if (!name.startsWith("__") && !name.startsWith("tag_") && !name.equals("time")) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<JsonNode> dashboards() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (Map.Entry<String, String> file : Dashboards.files().entrySet()) {
      if (file.getKey().endsWith(".json")) {
        all.add(new ObjectMapper().readTree(file.getValue()));
      }
    }
    return all;
  }

  private static List<Shown> allPanels() throws IOException {
    return dashboards().stream().flatMap(dashboard -> panels(dashboard).stream()).toList();
  }

  private static List<Shown> panels(JsonNode dashboard) {
    return children(dashboard.path("panels")).stream()
        .filter(panel -> !is(panel, "type", "row"))
        .map(panel -> new Shown(dashboard, panel))
        .toList();
  }

  private static List<JsonNode> variables(JsonNode dashboard) {
    return children(dashboard.at("/templating/list"));
  }

  private static List<JsonNode> children(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    node.forEach(all::add);
    return all;
  }

  private static boolean is(JsonNode node, String key, String value) {
    return node.path(key).asText().equals(value);
  }

  private static String uid(JsonNode dashboard) {
    return dashboard.path("uid").asText();
  }
}
