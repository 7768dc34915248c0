package io.kdiag.dashboards;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Programs of Debian packages that tests run; where one is missing the test is left out. */
public final class Programs {
  /** The module's folder. */
  public static final Path HOME =
      Path.of(System.getProperty("kdiag.repository", ".."), "dashboards");

  private Programs() {}

  /** What a run said, and its exit status. */
  public record Run(int status, String said) {}

  public static Run promtool(String... arguments) throws IOException, InterruptedException {
    return run("prometheus", Path.of("/usr/bin/promtool"), arguments);
  }

  public static Run amtool(String... arguments) throws IOException, InterruptedException {
    return run("prometheus-alertmanager", Path.of("/usr/bin/amtool"), arguments);
  }

  private static Run run(String debianPackage, Path program, String... arguments)
      throws IOException, InterruptedException {
    assumeThat(program).as("Debian package " + debianPackage).exists();
    String[] command = new String[arguments.length + 1];
    command[0] = program.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }
}
