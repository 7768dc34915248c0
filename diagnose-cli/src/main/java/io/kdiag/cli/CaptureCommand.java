package io.kdiag.cli;

import io.kdiag.cli.evidence.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kdiag capture}: gathers and writes it to a file, for `--from` and for others to read. */
@Command(
    name = "capture",
    description = "Writes what kdiag sees to a file, without secrets, to be diagnosed elsewhere.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  kdiag capture --local -o node.tar.gz", "  kdiag node --local --from node.tar.gz"})
final class CaptureCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--local", description = "This very machine.")
  private boolean local;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description = "How long to watch, 0s to 5m; 0s takes one sample. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(3);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write, a tar.gz.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Overwrite FILE.")
  private boolean force;

  CaptureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    if (!local) {
      throw new FailureException(
          ExitCode.USAGE, "only `kdiag capture --local`, of this very machine, exists so far");
    }
    if (Files.exists(file) && !force) {
      throw new FailureException(ExitCode.USAGE, file + " is there already; --force overwrites it");
    }
    Gathering gathering = new Gathering(console);
    Evidence evidence = gathering.live(window);
    gathering.write(evidence, file, force);
    console.output().println(file);
    return ExitCode.HEALTHY;
  }
}
