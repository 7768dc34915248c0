package io.kdiag.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command talks to: its two streams, in UTF-8, its terminal and its environment. */
record Console(
    PrintStream output, PrintStream error, Terminal terminal, Map<String, String> environment) {

  /** The variable that names the namespace which is meant where none is typed. */
  static final String NAMESPACE = "KDIAG_NAMESPACE";

  /** As the shell uses it, or the user's settings have it; null: neither. */
  @Nullable String namespace() throws FailureException {
    String used = environment.getOrDefault(NAMESPACE, "");
    return used.isBlank() ? Settings.load(environment).get("namespace") : used;
  }

  static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Terminal.detect(environment),
        environment);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 16 << 10),
        false,
        StandardCharsets.UTF_8);
  }

  /** One line on standard error. */
  void complain(String message) {
    output.flush();
    error.println("kdiag: " + message.replace('\n', ' '));
    error.flush();
  }
}
