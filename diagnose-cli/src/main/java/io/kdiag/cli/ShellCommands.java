package io.kdiag.cli;

import io.kdiag.cli.shell.Commands;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** kdiag's commands for the shell, made anew for each line. */
final class ShellCommands implements Commands {
  private final CommandSpec words;
  private Console console;

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
  public void use(String namespace) {
    Map<String, String> environment = new HashMap<>(console.environment());
    environment.put(Console.NAMESPACE, namespace);
    console =
        new Console(console.output(), console.error(), console.terminal(), Map.copyOf(environment));
  }

  /** As the next command will have it. */
  Console console() {
    return console;
  }

  @Override
  public List<String> completions(List<String> typed, int index, int cursor) {
    String begun = typed.get(index).substring(0, cursor);
    List<CharSequence> rests = new ArrayList<>();
    AutoComplete.complete(words, typed.toArray(String[]::new), index, cursor, cursor, rests);
    return rests.stream().map(rest -> begun + rest).toList();
  }
}
