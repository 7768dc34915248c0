package io.kdiag.dashboards.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a group as a Prometheus rule file. */
final class RulesFile {
  static final String RUNBOOKS = "https://kdiag.io/runbooks/";

  private RulesFile() {}

  static String of(RuleGroup group) {
    return Yaml.text(Map.of("groups", List.of(tree(group))));
  }

  /** The same as an object for the Prometheus Operator. */
  static String operator(RuleGroup group) {
    Map<String, Object> labels = Yaml.map("app.kubernetes.io/name", "kdiag", "role", "alert-rules");
    return Yaml.text(
        Yaml.map(
            "apiVersion",
            "monitoring.coreos.com/v1",
            "kind",
            "PrometheusRule",
            "metadata",
            Yaml.map("name", group.name(), "labels", labels),
            "spec",
            Map.of("groups", List.of(tree(group)))));
  }

  private static Map<String, Object> tree(RuleGroup group) {
    List<Object> rules = new ArrayList<>();
    group
        .recordings()
        .forEach(rule -> rules.add(Yaml.map("record", rule.name(), "expr", rule.expr())));
    group.alerts().forEach(rule -> rules.add(tree(rule)));
    return Yaml.map("name", group.name(), "rules", rules);
  }

  private static Map<String, Object> tree(Alert alert) {
    return Yaml.map(
        "alert",
        alert.name(),
        "expr",
        alert.expr(),
        "for",
        Yaml.minutes(alert.lasting()),
        "keep_firing_for",
        Yaml.minutes(alert.kept()),
        "labels",
        Yaml.map("severity", alert.severity().label()),
        "annotations",
        Yaml.map(
            "summary",
            alert.summary(),
            "description",
            alert.description(),
            "runbook_url",
            RUNBOOKS + alert.page()));
  }
}
