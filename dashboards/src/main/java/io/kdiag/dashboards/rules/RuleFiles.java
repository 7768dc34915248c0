package io.kdiag.dashboards.rules;

import io.kdiag.detector.Catalogue;
import java.util.Map;
import java.util.TreeMap;

/**
 * All files of this package: rules, their tests, runbooks; path below {@code dashboards/} to text.
 */
public final class RuleFiles {

  private RuleFiles() {}

  public static Map<String, String> of(Catalogue catalogue) {
    Map<String, String> files = new TreeMap<>();
    Rules.own(catalogue).forEach(group -> group(files, "prometheus/rules/", group));
    group(files, "prometheus/kube-state-metrics/", Rules.kubernetes());
    catalogue
        .problems()
        .forEach(problem -> files.put("runbooks/" + problem.code() + ".md", Runbook.of(problem)));
    Rules.all(catalogue).stream()
        .flatMap(group -> group.alerts().stream())
        .filter(alert -> alert.page().equals(alert.name()))
        .forEach(alert -> files.put("runbooks/" + alert.name() + ".md", Runbook.of(alert)));
    return files;
  }

  private static void group(Map<String, String> files, String folder, RuleGroup group) {
    String file = group.name() + ".yaml";
    files.put(folder + file, RulesFile.of(group));
    if (!group.alerts().isEmpty()) {
      files.put(
          "prometheus/tests/" + group.name() + ".test.yaml",
          RuleTests.of(group, "../../" + folder + file));
    }
  }
}
