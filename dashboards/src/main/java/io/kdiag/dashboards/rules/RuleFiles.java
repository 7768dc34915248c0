package io.kdiag.dashboards.rules;

import io.kdiag.detector.Catalogue;
import java.util.Map;
import java.util.TreeMap;

/**
 * All files of this package: rules, their tests, runbooks; path below {@code dashboards/} to text.
 */
public final class RuleFiles {

  private static final String OPERATOR = "prometheus/operator/";

  private RuleFiles() {}

  public static Map<String, String> of(Catalogue catalogue) {
    Map<String, String> files = new TreeMap<>();
    Rules.own(catalogue).forEach(group -> group(files, "prometheus/rules/", group));
    Rules.own(catalogue)
        .forEach(group -> files.put(OPERATOR + group.name() + ".yaml", RulesFile.operator(group)));
    files.put(OPERATOR + "kustomization.yaml", kustomization(catalogue));
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

  private static String kustomization(Catalogue catalogue) {
    return Yaml.text(
        Yaml.map(
            "apiVersion",
            "kustomize.config.k8s.io/v1beta1",
            "kind",
            "Kustomization",
            "resources",
            Rules.own(catalogue).stream().map(group -> group.name() + ".yaml").toList()));
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
