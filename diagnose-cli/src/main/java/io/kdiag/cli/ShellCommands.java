package io.kdiag.cli;

import io.kdiag.cli.shell.Commands;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** kdiag's commands for the shell, made anew for each line. */
final class ShellCommands implements Commands {
  private final Console console;
  private final CommandSpec words;

  ShellCommands(Console console) {
    this.console = console;
    this.words = Kdiag.commandLine(console).getCommandSpec();
  }

  @Override
  public int run(List<String> words, PrintStream output, PrintStream error, int columns) {
    Terminal terminal = console.terminal().withColumns(columns);
    return Kdiag.run(
        new Console(output, error, terminal, console.environment()), words.toArray(String[]::new));
  }

  @Override
  public List<String> completions(List<String> typed, int index, int cursor) {
    String begun = typed.get(index).substring(0, cursor);
    List<CharSequence> rests = new ArrayList<>();
    AutoComplete.complete(words, typed.toArray(String[]::new), index, cursor, cursor, rests);
    return rests.stream().map(rest -> begun + rest).toList();
  }
}
