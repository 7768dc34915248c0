package io.kdiag.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of this machine to their end, bounded in time. */
final class Shell {
  private Shell() {}

  record Result(int exit, String out, String err) {}

  /** Runs a bash script; a failure is the test's. */
  static String run(String script) {
    Result result = attempt(List.of("bash", "-c", "set -euo pipefail; " + script));
    if (result.exit() != 0) {
      throw new AssertionError(
          script + " exited with " + result.exit() + ": " + result.out() + result.err());
    }
    return result.out();
  }

  /** Runs a command whatever comes of it. */
  static Result attempt(List<String> command) {
    try {
      Path out = Files.createTempFile("kdiag-fault", ".out");
      Path err = Files.createTempFile("kdiag-fault", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " did not end within 180 s");
        }
        return new Result(process.exitValue(), read(out), read(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a command that goes on until {@link Process#destroyForcibly} or the test's end. */
  static Process start(String script) {
    try {
      return new ProcessBuilder("bash", "-c", script)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
