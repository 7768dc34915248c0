package io.kdiag.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The shell with lines from a stream, on a terminal that can do nothing. */
final class ShellTest {
  @TempDir private Path directory;
  private int status;

  @Command(name = "kdiag")
  static final class Root {}

  @Command(name = "node")
  static final class Node implements Callable<Integer> {
    private final PrintStream output;

    @Parameters(arity = "0..1")
    String name = "nobody";

    @Option(names = "--local")
    boolean local;

    Node(PrintStream output) {
      this.output = output;
    }

    @Override
    public Integer call() {
      output.println("node " + name + (local ? " local" : ""));
      return name.equals("sick") ? 3 : 0;
    }
  }

  private static CommandLine commands(PrintStream output, PrintStream error, int columns) {
    return new CommandLine(new Root()).addSubcommand(new Node(output));
  }

  private String typed(String... lines) throws IOException {
    String input = String.join("\n", lines) + "\n";
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (Terminal terminal =
        TerminalBuilder.builder()
            .streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output)
            .type("dumb")
            .system(false)
            .encoding(StandardCharsets.UTF_8)
            .build()) {
      status =
          Shell.run(
              terminal,
              ShellTest::commands,
              () -> List.of("k8s-node-1"),
              Map.of("HOME", directory.toString()));
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsEachLineAndEndsWithTheStatusOfTheLast() throws IOException {
    assertThat(typed("node a", "", "node sick")).contains("node a", "node sick");
    assertThat(status).isEqualTo(3);
    typed("node sick", "node a", "exit", "node sick");
    assertThat(status).isZero();
  }

  @Test
  void keepsNothingOfTheLineBefore() throws IOException {
    assertThat(typed("node a --local", "node b")).contains("node a local").contains("node b\n");
  }

  @Test
  void goesOnAfterAMistake() throws IOException {
    assertThat(typed("watch", "node a")).contains("watch [-n SECONDS] COMMAND", "node a");
  }

  @Test
  void remembersLinesButNoSecrets() throws IOException {
    typed("node remembered", "node --token=abc", "node password1");
    String history = Files.readString(directory.resolve(".local/state/kdiag/history"));
    assertThat(history).contains("node remembered").doesNotContain("abc", "password1");
  }

  @Test
  void completesCommandsOptionsAndTheClustersNodes() {
    assertThat(completions("")).contains("node", "help", "watch", "exit");
    assertThat(completions("node ")).contains("k8s-node-1", "--local");
    assertThat(completions("node --l")).contains("--local");
    assertThat(completions("watch node k")).contains("k8s-node-1");
    assertThat(completions("explain k")).doesNotContain("k8s-node-1");
  }

  private static List<String> completions(String line) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ShellCompleter completer =
        new ShellCompleter(
            commands(nowhere, nowhere, 0).getCommandSpec(),
            new ClusterNames(() -> List.of("k8s-node-1"), java.time.InstantSource.system()));
    LineReader reader = LineReaderBuilder.builder().build();
    List<Candidate> candidates = new ArrayList<>();
    completer.complete(
        reader,
        reader.getParser().parse(line, line.length(), Parser.ParseContext.COMPLETE),
        candidates);
    return candidates.stream().map(Candidate::value).toList();
  }
}
