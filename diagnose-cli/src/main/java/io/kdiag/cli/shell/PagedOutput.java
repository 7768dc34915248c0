package io.kdiag.cli.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** What a command printed: shown as it is where it fits on the screen, paged through otherwise. */
final class PagedOutput {
  private final Terminal terminal;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PagedOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  PrintStream stream() {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  void show() {
    List<String> lines = lines();
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    if (dumb || terminal.getSize().getRows() < 2 || lines.size() < terminal.getSize().getRows()) {
      print(lines);
      return;
    }
    try {
      Less less = new Less(terminal, Path.of("").toAbsolutePath());
      less.run(
          new Source.InputStreamSource(
              new ByteArrayInputStream(bytes.toByteArray()), true, "kdiag"));
    } catch (IOException e) {
      print(lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void showFirstScreen() {
    List<String> lines = lines();
    print(lines.subList(0, Math.min(lines.size(), Math.max(1, terminal.getSize().getRows() - 2))));
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void print(List<String> lines) {
    lines.forEach(terminal.writer()::println);
    terminal.flush();
  }
}
