package io.kdiag.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kdiag explain}: what a code means, how kdiag finds it and what to do. */
@Command(
    name = "explain",
    description = "Explains a code; without one, lists all of them.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  kdiag explain", "  kdiag explain OOMKilling"})
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      completionCandidates = Codes.class,
      description = "FilesystemFull, ...")
  private @Nullable String code;

  /** For completion; picocli makes it when it is first asked for. */
  static final class Codes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Explanations.codes().iterator();
    }
  }

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException {
    if (code == null) {
      for (String known : Explanations.codes()) {
        String title = Explanations.title(known);
        console.output().println(known + " ".repeat(Math.max(2, 34 - known.length())) + title);
      }
      return ExitCode.HEALTHY;
    }
    String text = Explanations.text(named(code));
    console.output().print(text.endsWith("\n") ? text : text + "\n");
    return ExitCode.HEALTHY;
  }

  private static String named(String code) throws FailureException {
    List<String> codes = Explanations.codes();
    for (String known : codes) {
      if (known.equalsIgnoreCase(code)) {
        return known;
      }
    }
    String lower = code.toLowerCase(Locale.ROOT);
    for (String known : codes) {
      if (known.toLowerCase(Locale.ROOT).contains(lower)) {
        throw new FailureException(
            ExitCode.USAGE, "no code " + code + "; did you mean " + known + "?");
      }
    }
    throw new FailureException(
        ExitCode.USAGE, "no code " + code + "; `kdiag explain` lists all of them");
  }
}
