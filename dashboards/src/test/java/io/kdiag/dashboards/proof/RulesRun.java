package io.kdiag.dashboards.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.dashboards.Selector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what Prometheus made of the rules, and whether the series are there that they ask for.
 */
final class RulesRun {
  private final Backends backends;
  private final Asked asked;

  RulesRun(Backends backends, Asked asked) {
    this.backends = backends;
    this.asked = asked;
  }

  List<Checked> check() throws IOException {
    List<Checked> checked = new ArrayList<>();
    JsonNode groups = Http.get(backends.prometheus + "/api/v1/rules").at("/data/groups");
    for (JsonNode group : groups) {
      for (JsonNode rule : group.path("rules")) {
        checked.add(check(group.path("name").asText() + ".yaml", rule));
      }
    }
    return checked;
  }

  private Checked check(String file, JsonNode rule) throws IOException {
    String name = rule.path("name").asText();
    if (!rule.path("health").asText().equals("ok")) {
      return Checked.wrong(file, name, rule.path("lastError").asText("not evaluated"));
    }
    List<String> missing = new ArrayList<>();
    for (Selector selector : Selector.of(rule.path("query").asText())) {
      String series = "count(" + selector.name() + "{" + selector.matchers() + "})";
      if (asked.prometheus(series, true).isEmpty()) {
        missing.add(selector.name() + "{" + selector.matchers() + "}");
      }
    }
    Optional<String> why = AbsentHere.why(file, name);
    if (!missing.isEmpty()) {
      return why.map(reason -> Checked.absent(file, name, reason))
          .orElse(Checked.wrong(file, name, "no series " + missing));
    }
    return Checked.data(file, name, outcome(rule));
  }

  private String outcome(JsonNode rule) throws IOException {
    if (rule.path("type").asText().equals("recording")) {
      return asked.prometheus(rule.path("name").asText() + "{}", true).size() + " series recorded";
    }
    String fired =
        "max_over_time(ALERTS{alertname=\"%s\",alertstate=\"firing\"}[1h])"
            .formatted(rule.path("name").asText());
    int times = asked.prometheus(fired, true).size();
    String state = rule.path("state").asText();
    return times > 0 ? "evaluated, fired for " + times : "evaluated, " + state;
  }
}
