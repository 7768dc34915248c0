package io.kdiag.dashboards.rules;

import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An alert for each problem of the catalogue: while its condition holds, or, for one without a
 * condition, for a quarter of an hour after it struck.
 */
final class CatalogueAlerts {
  private static final int KEPT = 5;

  private CatalogueAlerts() {}

  static List<Alert> of(Catalogue catalogue) {
    return catalogue.problems().stream().map(CatalogueAlerts::of).toList();
  }

  static Alert of(Problem problem) {
    boolean lasts = problem.condition().isPresent();
    Severity severity = Severity.of(problem.severity());
    String name = name(problem);
    Alert alert = lasts ? lasting(severity, name, problem) : striking(severity, name, problem);
    return alert
        .says(summary(problem), "{{ $labels.node }}: " + constant(problem.title()) + ".")
        .means(problem.meaning())
        .on(problem.code());
  }

  static String name(Problem problem) {
    return "Kdiag" + problem.code();
  }

  private static Alert lasting(Severity severity, String name, Problem problem) {
    String series =
        "problem_gauge{job=~\"kdiag.*\",type=\"%s\",reason=\"%s\"}"
            .formatted(problem.condition().orElseThrow(), problem.code());
    return Alert.of(severity, name, "max by (cluster, node, type, reason) (" + series + ") == 1")
        .kept(KEPT)
        .test(Example.of().gauge(example(series), "0", "1"));
  }

  private static Alert striking(Severity severity, String name, Problem problem) {
    String series = "problem_counter{job=~\"kdiag.*\",reason=\"%s\"}".formatted(problem.code());
    String expr = "max by (cluster, node, reason) (increase(" + series + "[15m])) > 0";
    return Alert.of(severity, name, expr).test(Example.of().counter(example(series), 0, 1));
  }

  private static String example(String series) {
    return series.replace("job=~\"kdiag.*\"", "job=\"kdiag-node-agent\",node=\"n1\"");
  }

  private static String summary(Problem problem) {
    return constant(problem.title()) + ".";
  }

  /** A title without what only a record can fill in: {@code {process}} becomes PROCESS. */
  static String constant(String title) {
    String plain =
        title
            .replaceAll("\\[\\[.*?\\]\\]", "")
            .replaceAll(" \\([^(){}]*\\{[a-z_]+\\}[^(){}]*\\)", "");
    return Pattern.compile("\\{([a-z_]+)\\}")
        .matcher(plain)
        .replaceAll(detail -> detail.group(1).toUpperCase(Locale.ROOT));
  }
}
