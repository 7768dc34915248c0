package io.kdiag.dashboards.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the queries of a dashboard's panels and variables, and looks at what comes back. */
final class Panels {
  private static final Pattern SHOWN =
      Pattern.compile(
          "\\{\\{(\\w+)\\}\\}|\\$tag_(\\w+)|\\$\\{__(?:field\\.labels|data\\.fields)\\.(\\w+)\\}");

  private final Asked asked;
  private final List<Choice> choices;
  private final JsonNode dashboard;
  private final String uid;
  private final List<Checked> checked = new ArrayList<>();

  /** The answers of each choice, by panel and target, for the pictures. */
  private final Map<Choice, ObjectNode> answers = new LinkedHashMap<>();

  Panels(Asked asked, List<Choice> choices, JsonNode dashboard) {
    this.asked = asked;
    this.choices = choices;
    this.dashboard = dashboard;
    this.uid = dashboard.path("uid").asText();
  }

  List<Checked> check() throws IOException {
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        variable(variable);
      }
    }
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        target(panel, target);
      }
    }
    return checked;
  }

  private void variable(JsonNode variable) throws IOException {
    String what = "variable " + variable.path("name").asText();
    int offered = asked.offered(variable, dashboard, choices.getFirst()).size();
    checked.add(
        offered > 0
            ? Checked.data(uid, what, offered + " to choose from")
            : Checked.wrong(uid, what, "offers nothing"));
  }

  private void target(JsonNode panel, JsonNode target) throws IOException {
    String what = panel.path("title").asText() + "/" + target.path("refId").asText();
    Checked verdict = null;
    String tried = "";
    for (Choice choice : choices) {
      List<Series> series =
          asked.answer(target, dashboard, choice).stream().filter(Series::hasValue).toList();
      if (!series.isEmpty()) {
        keep(choice, panel, target, series);
        verdict = verdict == null ? judge(panel, target, what, series, choice.name()) : verdict;
      }
      tried = choice.into(target.path("expr").asText() + target.path("query").asText(), dashboard);
    }
    checked.add(verdict == null ? nothing(what, tried) : verdict);
  }

  private Checked nothing(String what, String tried) {
    return AbsentHere.why(uid, what)
        .map(why -> Checked.absent(uid, what, why))
        .orElse(Checked.wrong(uid, what, "nothing for: " + tried));
  }

  private void keep(Choice choice, JsonNode panel, JsonNode target, List<Series> series) {
    answers
        .computeIfAbsent(choice, key -> Http.JSON.createObjectNode())
        .withObject("/" + panel.path("id").asText())
        .set(target.path("refId").asText(), Http.JSON.valueToTree(series));
  }

  /** The dashboard with the answers of the choice that fills most of it. */
  ObjectNode page() {
    Map.Entry<Choice, ObjectNode> fullest =
        answers.entrySet().stream()
            .max(Comparator.comparingInt(each -> area(each.getValue())))
            .orElseThrow();
    ObjectNode page = Http.JSON.createObjectNode();
    page.set("dashboard", dashboard);
    page.set("answers", fullest.getValue());
    page.set("chosen", fullest.getKey().shown(dashboard));
    return page;
  }

  private int area(ObjectNode answered) {
    int area = 0;
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode at = panel.path("gridPos");
      boolean drawn = answered.has(panel.path("id").asText());
      area += drawn ? at.path("w").asInt() * at.path("h").asInt() : 0;
    }
    return area;
  }

  private Checked judge(
      JsonNode panel, JsonNode target, String what, List<Series> series, String from) {
    Set<String> missing = new TreeSet<>();
    for (String label : shown(panel, target)) {
      if (series.stream().anyMatch(s -> s.labels().getOrDefault(label, "").isEmpty())) {
        missing.add(label);
      }
    }
    return missing.isEmpty()
        ? Checked.data(uid, what, series.size() + " series, " + from)
        : Checked.wrong(
            uid, what, "without the labels " + missing + ": " + series.getFirst().labels());
  }

  /** The labels that a panel shows in names of series, and needs for its links. */
  private static Set<String> shown(JsonNode panel, JsonNode target) {
    String links = panel.at("/fieldConfig/defaults/links").toString();
    String text = target.path("legendFormat").asText() + target.path("alias").asText() + links;
    Set<String> labels = new TreeSet<>();
    for (Matcher found = SHOWN.matcher(text); found.find(); ) {
      for (int group = 1; group <= found.groupCount(); group++) {
        if (found.group(group) != null) {
          labels.add(found.group(group));
        }
      }
    }
    return labels;
  }
}
