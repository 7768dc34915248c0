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
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell with lines from a stream, on a terminal that can do nothing. */
final class ShellTest {
  @TempDir private Path directory;
  private final Echo commands = new Echo();
  private int status;

  /** Prints the words, and ends with 3 where one is {@code sick}. */
  private static final class Echo implements Commands {
    private final List<String> used = new ArrayList<>();

    @Override
    public int run(List<String> words, PrintStream output, PrintStream error, int columns) {
      output.println("ran " + words);
      return words.contains("sick") ? 3 : 0;
    }

    @Override
    public void use(String namespace) {
      used.add(namespace);
    }

    @Override
    public List<String> completions(List<String> words, int index, int cursor) {
      return index == 0 ? List.of("node") : List.of("--local");
    }
  }

  private String typed(String... lines) throws IOException {
    String input = String.join("\n", lines) + "\n";
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayInputStream typed = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal =
        new DumbTerminal("test", Terminal.TYPE_DUMB, typed, output, StandardCharsets.UTF_8)) {
      status =
          Shell.run(terminal, commands, ShellTest::names, Map.of("HOME", directory.toString()));
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsEachLineAndEndsWithTheStatusOfTheLast() throws IOException {
    assertThat(typed("node a", "", "node sick")).contains("ran [node, a]", "ran [node, sick]");
    assertThat(status).isEqualTo(3);
    typed("node sick", "node a", "exit", "node sick");
    assertThat(status).isZero();
  }

  @Test
  void goesOnAfterAMistake() throws IOException {
    assertThat(typed("watch", "node a")).contains("watch [-n SECONDS] COMMAND", "ran [node, a]");
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

  @Test
  void completesNamespacesPodsServicesAndWorkloads() {
    assertThat(completions("pod ")).contains("cart-0");
    assertThat(completions("logs ")).contains("cart-0");
    assertThat(completions("logs cart-0 -n ")).containsExactly("shop");
    assertThat(completions("use ")).contains("shop");
    assertThat(completions("service ")).contains("cart");
    assertThat(completions("workload ")).contains("deployment/cart");
    assertThat(completions("timeline "))
        .contains("deployment/cart", "pod/cart-0", "service/cart", "node/k8s-node-1");
  }

  private static List<String> names(Names.Of what) {
    return switch (what) {
      case NODES -> List.of("k8s-node-1");
      case NAMESPACES -> List.of("shop");
      case PODS -> List.of("cart-0");
      case SERVICES -> List.of("cart");
      case WORKLOADS -> List.of("deployment/cart");
    };
  }

  @Test
  void usesANamespaceAndRefusesWhatIsNone() throws IOException {
    assertThat(typed("use shop", "use 'no such'", "use")).contains("use NAMESPACE, as in");
    assertThat(commands.used).containsExactly("shop");
  }

  private static List<String> completions(String line) {
    ShellCompleter completer = new ShellCompleter(new Echo(), ShellTest::names);
    LineReader reader = LineReaderBuilder.builder().build();
    List<Candidate> candidates = new ArrayList<>();
    completer.complete(
        reader,
        reader.getParser().parse(line, line.length(), Parser.ParseContext.COMPLETE),
        candidates);
    return candidates.stream().map(Candidate::value).toList();
  }
}
