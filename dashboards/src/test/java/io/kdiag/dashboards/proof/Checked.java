package io.kdiag.dashboards.proof;

import java.util.Comparator;
import java.util.List;

/**
 * A line of the table of what was checked.
 *
 * @param where the dashboard or rule file
 * @param what the panel, variable or rule
 * @param found what came back, or why nothing could
 */
record Checked(String where, String what, Verdict verdict, String found) {
  /** How it went. */
  enum Verdict {
    DATA,
    ABSENT,
    WRONG
  }

  static Checked data(String where, String what, String found) {
    return new Checked(where, what, Verdict.DATA, found);
  }

  static Checked absent(String where, String what, String why) {
    return new Checked(where, what, Verdict.ABSENT, why);
  }

  static Checked wrong(String where, String what, String why) {
    return new Checked(where, what, Verdict.WRONG, why);
  }

  static String table(List<Checked> all) {
    StringBuilder table = new StringBuilder("| where | what | came back |\n| --- | --- | --- |\n");
    all.stream()
        .sorted(Comparator.comparing(Checked::where))
        .forEach(
            each ->
                table
                    .append("| %s | %s | ".formatted(each.where, each.what.replace("|", "\\|")))
                    .append(each.verdict == Verdict.ABSENT ? "nothing: " : "")
                    .append(each.verdict == Verdict.WRONG ? "**WRONG** " : "")
                    .append(each.found.replace("|", "\\|"))
                    .append(" |\n"));
    return table.toString();
  }
}
