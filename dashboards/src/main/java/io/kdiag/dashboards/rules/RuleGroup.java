package io.kdiag.dashboards.rules;

import java.util.List;

/** A group of rules in a file of its own, {@code <name>.yaml}. */
record RuleGroup(String name, List<Recording> recordings, List<Alert> alerts) {
  RuleGroup {
    recordings = List.copyOf(recordings);
    alerts = List.copyOf(alerts);
  }

  static RuleGroup recording(String name, List<Recording> recordings) {
    return new RuleGroup(name, recordings, List.of());
  }

  static RuleGroup alerting(String name, List<Alert> alerts) {
    return new RuleGroup(name, List.of(), alerts);
  }
}
