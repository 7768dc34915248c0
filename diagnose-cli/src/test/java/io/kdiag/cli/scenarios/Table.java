package io.kdiag.cli.scenarios;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The results as Markdown. */
final class Table {
  private Table() {}

  static String of(Suite.Results results) {
    List<Outcome> outcomes = new ArrayList<>(results.outcomes());
    outcomes.sort(Comparator.comparing(outcome -> outcome.scenario().name()));
    long first = outcomes.stream().filter(each -> each.rank() == 1).count();
    long third = outcomes.stream().filter(each -> each.rank() >= 1 && each.rank() <= 3).count();
    long critical = outcomes.stream().filter(each -> !each.falseCritical().isEmpty()).count();
    StringBuilder out = new StringBuilder();
    out.append("| measured | |\n| --- | --- |\n");
    row(out, "scenarios", Integer.toString(outcomes.size()));
    row(out, "cause and object right at rank 1", share(first, outcomes.size()));
    row(out, "right within the first three", share(third, outcomes.size()));
    row(out, "scenarios with a false critical finding", Long.toString(critical));
    row(out, "findings that stayed after healing", Long.toString(count(outcomes)));
    row(
        out,
        "false alarms after all was cleaned up",
        Integer.toString(results.falseAlarms().size()));
    out.append("\n| scenario | asked | first finding | rank of the right one | shown after |\n");
    out.append("| --- | --- | --- | --- | --- |\n");
    for (Outcome each : outcomes) {
      out.append("| ").append(each.scenario().name());
      out.append(" | ").append(each.scenario().ask().getFirst());
      out.append(" | ").append(first(each));
      out.append(" | ").append(each.rank() == 0 ? "not found" : Integer.toString(each.rank()));
      out.append(" | ").append(each.seconds()).append(" s |\n");
    }
    results.falseAlarms().forEach(found -> out.append("\nFalse alarm: ").append(found));
    return out.toString();
  }

  private static long count(List<Outcome> outcomes) {
    return outcomes.stream().filter(each -> !each.healed()).count();
  }

  private static String first(Outcome outcome) {
    return outcome.answer().found().isEmpty()
        ? "nothing"
        : outcome.answer().found().getFirst().code();
  }

  private static String share(long part, int all) {
    return part + " of " + all + (all == 0 ? "" : " (" + Math.round(100.0 * part / all) + " %)");
  }

  private static void row(StringBuilder out, String what, String value) {
    out.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }
}
