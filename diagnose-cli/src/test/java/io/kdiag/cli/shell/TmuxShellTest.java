package io.kdiag.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program on a real terminal, typed at. */
final class TmuxShellTest {
  /** Looks at the screen, with a pause between two: a minute, on a machine that does much else. */
  private static final int LOOKS = 2_000;

  private static final long PAUSE_NANOS = 25_000_000;

  @TempDir private Path directory;
  private Path socket = Path.of("");

  @BeforeEach
  void opensTheShell() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "left out: no tmux (Debian: tmux)");
    socket = directory.resolve("tmux");
    Path arguments = directory.resolve("arguments");
    Files.writeString(
        arguments,
        "--enable-native-access=ALL-UNNAMED\n-cp\n"
            + System.getProperty("java.class.path")
            + "\nio.kdiag.cli.Kdiag\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    tmux(
        "new-session",
        "-d",
        "-x",
        "100",
        "-y",
        "30",
        "env HOME="
            + directory
            + " XDG_STATE_HOME= KUBECONFIG=/dev/null "
            + java
            + " @"
            + arguments
            + "; echo ended with $?; exec cat");
    seesThePrompt();
  }

  @AfterEach
  void closesIt() throws IOException {
    if (!socket.toString().isEmpty()) {
      tmux("kill-server");
    }
  }

  private String tmux(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S", "" + socket));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void types(String... keys) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    tmux(arguments.toArray(String[]::new));
  }

  private void sees(String text) {
    sees(screen -> screen.contains(text), text);
  }

  /** Keys typed before it are the terminal's own: its Ctrl-D is no end of the shell's input. */
  private void seesThePrompt() {
    sees(screen -> screen.strip().endsWith("kdiag>"), "the prompt");
  }

  private void sees(Predicate<String> wanted, String what) {
    String screen = "";
    try {
      for (int i = 0; i < LOOKS && !wanted.test(screen); i++) {
        LockSupport.parkNanos(i == 0 ? 0 : PAUSE_NANOS);
        screen = tmux("capture-pane", "-p");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(wanted.test(screen)).as("%s on this screen:%n%s", what, screen).isTrue();
  }

  @Test
  void endsACommandWithControlCAndItselfWithControlD() throws IOException {
    types("node --local --for 60s", "Enter");
    sees("watching this machine");
    types("C-c");
    sees("kdiag: interrupted");
    seesThePrompt();
    types("C-d");
    sees("ended with 130");
  }

  @Test
  void completesACode() throws IOException {
    types("explain FilesystemRe", "Tab");
    sees("explain FilesystemReadOnly");
    types("Enter");
    sees("How kdiag knows");
  }

  @Test
  void pagesWhatIsLongerThanTheScreen() throws IOException {
    types("explain", "Enter");
    sees("BridgeNfCallIptablesOff");
    types("q");
    seesThePrompt();
  }

  @Test
  void keepsTheNamespaceThatIsUsed() throws IOException {
    types("use shop", "Enter");
    sees("kdiag shop>");
  }

  @Test
  void repeatsACommandUntilAKeyIsPressed() throws IOException {
    types("watch -n 60 explain DiskReset", "Enter");
    sees("a key ends it");
    types("x");
    seesThePrompt();
  }
}
