package io.kdiag.detector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules for one kind of log: the catalogue's, and those of imported files. Immutable. */
final class LogRules {
  private final LineMatcher lines;
  private final @Nullable WindowMatcher windows;

  LogRules(List<Problem> problems, List<ImportedRule> imported) {
    List<LineMatcher.Entry> entries = new ArrayList<>(LineMatcher.entries(problems));
    List<ImportedRule> spanning = new ArrayList<>();
    for (ImportedRule rule : imported) {
      if (rule.spansLines()) {
        spanning.add(rule);
      } else {
        entries.add(
            new LineMatcher.Entry(rule.problem(), rule.expression(), LineMatcher.Meaning.SHOWS));
      }
    }
    lines = new LineMatcher(entries);
    windows = spanning.isEmpty() ? null : new WindowMatcher(spanning);
  }

  /** What a line says, each problem once; {@code window} is its log's. */
  List<LineMatcher.Match> signs(String text, LineWindow window) {
    List<LineMatcher.Match> signs = lines.signs(text);
    if (windows == null) {
      return signs;
    }
    List<LineMatcher.Match> more = windows.match(text, window);
    if (more.isEmpty()) {
      return signs;
    }
    List<LineMatcher.Match> all = new ArrayList<>(signs);
    for (LineMatcher.Match match : more) {
      if (all.stream().noneMatch(sign -> sign.entry().means(match.entry()))) {
        all.add(match);
      }
    }
    return all;
  }

  LineMatcher lines() {
    return lines;
  }
}
