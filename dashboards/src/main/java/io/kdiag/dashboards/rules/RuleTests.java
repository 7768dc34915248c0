package io.kdiag.dashboards.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a group's unit tests for {@code promtool test rules}: each alert is looked at when all is
 * nearly bad, when it was bad for half its {@code for}, when it fires, and when it is over. Alerts
 * that take the same time and share no metric stand in one test: promtool runs all rules of the
 * file for each.
 */
final class RuleTests {
  private static final int GOOD = 60;
  private static final int BAD = 60;
  private static final int WINDOW = 16;

  private RuleTests() {}

  static String of(RuleGroup group, String rulesFile) {
    Map<String, List<Alert>> together = new LinkedHashMap<>();
    group
        .alerts()
        .forEach(
            alert -> together.computeIfAbsent(key(alert), key -> new ArrayList<>()).add(alert));
    List<Object> tests = together.values().stream().<Object>map(RuleTests::test).toList();
    return Yaml.text(
        Yaml.map("rule_files", List.of(rulesFile), "evaluation_interval", "1m", "tests", tests));
  }

  /** A problem's series have its code as a label and meet no other's; else each alert is alone. */
  private static String key(Alert alert) {
    return alert.page().equals(alert.name())
        ? alert.name()
        : "problems kept " + Yaml.minutes(alert.kept());
  }

  private static Map<String, Object> test(List<Alert> alerts) {
    List<Object> series = new ArrayList<>();
    List<Object> looks = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Alert alert : alerts) {
      Times times = Times.of(alert);
      for (Example.Series one : alert.example().series()) {
        if (!known.add(one.name())) {
          throw new IllegalStateException(
              alert.name() + ": two alerts of one test share " + one.name());
        }
        series.add(
            Yaml.map("series", one.name(), "values", one.values(GOOD, times.bad, times.after + 5)));
      }
      looks.addAll(looks(alert, times));
    }
    return Yaml.map(
        "name",
        key(alerts.getFirst()),
        "interval",
        "1m",
        "input_series",
        series,
        "promql_expr_test",
        looks);
  }

  /** Minutes that all is bad, and that all is good again until the last look. */
  private record Times(int lasting, int bad, int after) {
    static Times of(Alert alert) {
      int lasting = (int) alert.lasting().toMinutes();
      return new Times(lasting, lasting + BAD, WINDOW + (int) alert.kept().toMinutes() + 5);
    }
  }

  private static List<Object> looks(Alert alert, Times times) {
    List<Object> looks = new ArrayList<>();
    looks.add(look(alert, GOOD - 1, false));
    if (times.lasting > 1) {
      looks.add(look(alert, GOOD + times.lasting / 2, false));
    }
    looks.add(look(alert, GOOD + times.lasting + alert.example().fires(), true));
    looks.add(look(alert, GOOD + times.bad + times.after, false));
    return looks;
  }

  private static Map<String, Object> look(Alert alert, int minute, boolean fires) {
    String firing =
        "count by (alertname, severity, node) (ALERTS{alertname=\"%s\",alertstate=\"firing\"})"
            .formatted(alert.name());
    List<Object> samples =
        fires ? List.of(Yaml.map("labels", labels(alert), "value", 1)) : List.of();
    return Yaml.map("expr", firing, "eval_time", minute + "m", "exp_samples", samples);
  }

  private static String labels(Alert alert) {
    String node = alert.example().ofNode() ? ",node=\"n1\"" : "";
    return "{alertname=\"%s\",severity=\"%s\"%s}"
        .formatted(alert.name(), alert.severity().label(), node);
  }
}
