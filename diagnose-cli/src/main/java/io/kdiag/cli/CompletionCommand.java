package io.kdiag.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code kdiag completion}: a script that teaches bash the commands and options. */
@Command(
    name = "completion",
    description = "Prints a script for bash that completes commands and options.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  source <(kdiag completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.output().print(AutoComplete.bash("kdiag", Kdiag.commandLine(console)));
    return ExitCode.HEALTHY;
  }
}
