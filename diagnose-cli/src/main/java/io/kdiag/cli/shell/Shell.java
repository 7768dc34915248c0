package io.kdiag.cli.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.SyntaxError;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * Reads lines and runs each as a command, until it is told to end. Ctrl-C ends the command, not the
 * shell; what does not fit on the screen can be paged through.
 */
public final class Shell {
  static final String USE = "use";

  /** The words that the shell itself knows. */
  static final Set<String> OWN = Set.of("exit", "quit", "help", "clear", Shell.USE, Watch.NAME);

  private static final String HELLO =
      "kdiag's shell: `node NAME` or `node --local` says what is wrong; Tab completes, `help` lists"
          + " the commands, `use NAMESPACE` keeps one, Ctrl-D ends.";

  private final Terminal terminal;
  private final LineReader reader;
  private final Commands commands;
  private final ShellCompleter completer;
  private String namespace = "";
  private int status;

  private Shell(Terminal terminal, LineReader reader, Commands commands, ShellCompleter completer) {
    this.completer = completer;
    this.terminal = terminal;
    this.reader = reader;
    this.commands = commands;
  }

  /** On the process' own terminal; gives the status of the last command. */
  public static int run(Commands commands, Names names, Map<String, String> environment)
      throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("kdiag").system(true).build()) {
      return run(terminal, commands, names, environment);
    }
  }

  static int run(
      Terminal terminal, Commands commands, Names names, Map<String, String> environment) {
    ShellCompleter completer = new ShellCompleter(commands, names);
    LineReaderBuilder reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("kdiag")
            .completer(completer)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.HISTORY_IGNORE, ShellHistory.NOT_KEPT);
    Path history = ShellHistory.file(environment);
    if (history != null) {
      reader.variable(LineReader.HISTORY_FILE, history);
    }
    return new Shell(terminal, reader.build(), commands, completer).loop();
  }

  private int loop() {
    Thread own = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, ignored -> own.interrupt());
    say(HELLO);
    while (true) {
      try {
        reader.readLine(namespace.isEmpty() ? "kdiag> " : "kdiag " + namespace + "> ");
        List<String> words = reader.getParsedLine().words();
        if (!words.isEmpty() && isEnd(words.getFirst())) {
          return status;
        }
        obey(words.stream().filter(word -> !word.isEmpty()).toList());
      } catch (UserInterruptException | SyntaxError e) {
        // Ctrl-C gives up the line, and so does a quote that is not closed.
      } catch (EndOfFileException e) {
        return status;
      } finally {
        Thread.interrupted();
      }
    }
  }

  private static boolean isEnd(String word) {
    return word.equals("exit") || word.equals("quit");
  }

  private void obey(List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    switch (words.getFirst()) {
      case "help" ->
          execute(words.size() > 1 ? List.of(words.get(1), "--help") : List.of("--help"));
      case "clear" -> clear();
      case USE -> use(words);
      case Watch.NAME -> watch(words);
      default -> execute(words);
    }
  }

  private void use(List<String> words) {
    if (words.size() != 2 || !words.get(1).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      say("use NAMESPACE, as in: use kube-system");
      return;
    }
    namespace = words.get(1);
    commands.use(namespace);
    completer.forget();
  }

  private void execute(List<String> words) {
    if (words.contains("-f") || words.contains("--follow")) {
      follow(words);
      return;
    }
    PagedOutput output = new PagedOutput(terminal);
    status = run(words, output);
    output.show();
  }

  /** What comes as it happens is not paged; Ctrl-C ends it. */
  private void follow(List<String> words) {
    PrintStream shown = stream();
    try {
      status = commands.run(words, shown, shown, terminal.getSize().getColumns());
    } finally {
      Thread.interrupted();
    }
  }

  private int run(List<String> words, PagedOutput output) {
    try (PrintStream found = output.stream()) {
      return commands.run(words, found, stream(), terminal.getSize().getColumns());
    } finally {
      Thread.interrupted();
    }
  }

  /** Until a key is pressed. */
  private void watch(List<String> words) {
    Watch watch;
    try {
      watch = Watch.of(words);
    } catch (IllegalArgumentException e) {
      say(String.valueOf(e.getMessage()));
      return;
    }
    do {
      PagedOutput output = new PagedOutput(terminal);
      status = run(watch.command(), output);
      clear();
      output.showFirstScreen();
      say("-- every " + watch.every().toSeconds() + " s; a key ends it --");
    } while (!pressed(watch.every().toMillis()));
  }

  private boolean pressed(long millis) {
    var before = terminal.enterRawMode();
    try {
      return terminal.reader().read(millis) != NonBlockingReader.READ_EXPIRED;
    } catch (IOException e) {
      return true;
    } finally {
      terminal.setAttributes(before);
    }
  }

  private void clear() {
    terminal.puts(Capability.clear_screen);
    terminal.flush();
  }

  private void say(String text) {
    terminal.writer().println(text);
    terminal.flush();
  }

  private PrintStream stream() {
    return new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
  }
}
