package io.kdiag.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs kdiag within this process, as its own main method would. */
public final class InProcess {
  private InProcess() {}

  /** What a run printed on both streams, and its exit code. */
  public record Result(int exit, String output, String error) {}

  public static Result kdiag(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            new Terminal(false, false, false, true, 0),
            environment);
    int exit = Kdiag.run(console, arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
