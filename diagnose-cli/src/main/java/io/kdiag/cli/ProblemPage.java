package io.kdiag.cli;

import io.kdiag.detector.DetailText;
import io.kdiag.detector.Problem;
import io.kdiag.detector.Remedy;
import java.util.Locale;
import java.util.Map;

/** A problem of the catalogue in the form of a rule's page. */
final class ProblemPage {
  private final StringBuilder page = new StringBuilder();

  private ProblemPage() {}

  static String of(Problem problem) {
    ProblemPage page = new ProblemPage();
    page.line("# " + problem.code()).line("").line(plain(problem.title()) + ".").line("");
    page.line("## What it means").line("").line(problem.meaning()).line("");
    page.knows(problem);
    page.line("## What to do").line("");
    for (int i = 0; i < problem.remedies().size(); i++) {
      page.remedy(i + 1, problem.remedies().get(i));
    }
    return page.page.toString();
  }

  private void knows(Problem problem) {
    line("## How kdiag knows").line("");
    line("A line such as one of these in the log (" + problem.source() + "):").line("");
    for (String sample : problem.matches()) {
      line("    " + sample);
    }
    line("").line("Severity: " + problem.severity() + ". " + over(problem)).line("");
  }

  private static String over(Problem problem) {
    String quiet =
        problem
            .quiet()
            .map(time -> "It is over when no such line has come for " + time.toMinutes() + " min.")
            .orElse("It lasts until a line says that it is over, or the next boot.");
    return problem.why().isEmpty() ? quiet : quiet + " " + problem.why();
  }

  private void remedy(int number, Remedy remedy) {
    line(
        number
            + ". "
            + plain(remedy.what())
            + " ("
            + remedy.risk().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + ")");
    indented("", remedy.command());
    indented("verify: ", remedy.verify());
    indented("undo: ", remedy.undo());
  }

  private void indented(String name, String command) {
    if (!command.isEmpty()) {
      line("       " + name + plain(command));
    }
  }

  private static String plain(String text) {
    return DetailText.fill(text, Map.of());
  }

  private ProblemPage line(String text) {
    page.append(text).append('\n');
    return this;
  }
}
