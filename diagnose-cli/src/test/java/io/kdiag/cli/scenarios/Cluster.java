package io.kdiag.cli.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The cluster under test, by kubectl and scripts. */
final class Cluster {
  private static final long SCRIPT_SECONDS = 120;
  private final Map<String, String> environment;

  private final String scripts;

  /**
   * A cluster.
   *
   * @param environment PATH with kubectl, KUBECONFIG, KDIAG_TESTCLUSTER
   * @param scripts a directory with scripts that scenarios call
   */
  Cluster(Map<String, String> environment, Path scripts) {
    this.environment = environment;
    this.scripts = scripts.toAbsolutePath().toString();
  }

  record Result(int exit, String output) {}

  /** Runs a bash script; what it said is in the exception where it failed. */
  String run(String script, String input) {
    Result result = attempt(script, input);
    if (result.exit() != 0) {
      throw new IllegalStateException(script + " failed: " + result.output());
    }
    return result.output();
  }

  /** Runs a bash script whatever comes of it. */
  Result attempt(String script, String input) {
    try {
      Path in = Files.createTempFile("scenario", ".in");
      Path out = Files.createTempFile("scenario", ".out");
      try {
        Files.writeString(in, input);
        ProcessBuilder builder =
            new ProcessBuilder(List.of("bash", "-c", "set -euo pipefail\n" + script));
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", scripts, (path, own) -> own + ":" + path);
        Process process =
            builder
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(SCRIPT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Result(124, "did not end within " + SCRIPT_SECONDS + " s");
        }
        return new Result(
            process.exitValue(), new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
      } finally {
        Files.delete(in);
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
