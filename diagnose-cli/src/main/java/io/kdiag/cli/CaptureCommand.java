package io.kdiag.cli;

import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.files.CaptureArchive;
import io.kdiag.cli.files.ClusterCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kdiag capture}: gathers and writes it to a file, for `--from` and for others to read. */
@Command(
    name = "capture",
    description =
        "Writes what kdiag can see of a cluster, or of this machine, to a file, without secrets, to"
            + " be diagnosed elsewhere.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag capture -o cluster.tar.gz                       the cluster of the kubeconfig",
      "  kdiag cluster --from cluster.tar.gz                   diagnosed elsewhere",
      "  kdiag logs -A --from cluster.tar.gz --group",
      "  kdiag capture --local -o node.tar.gz                  this very machine",
      "  kdiag node --local --from node.tar.gz"
    })
final class CaptureCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--local", description = "This very machine.")
  private boolean local;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description =
          "How long to watch this machine, 0s to 5m; 0s takes one sample. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(3);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write, a tar.gz.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Overwrite FILE.")
  private boolean force;

  @Option(
      names = "--log-lines",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Of each container in a pod that is in trouble; 0: no logs. Default: ${DEFAULT-VALUE}.")
  private int logLines = 500;

  @ArgGroup(exclusive = false, heading = "%nThe cluster:%n")
  private ClusterOptions cluster = new ClusterOptions();

  CaptureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    if (Files.exists(file) && !force) {
      throw new FailureException(ExitCode.USAGE, file + " is there already; --force overwrites it");
    }
    Gathering gathering = new Gathering(console);
    if (local) {
      Evidence evidence = gathering.live(window);
      gathering.write(evidence, file, force);
    } else {
      cluster(gathering);
    }
    console.output().println(file);
    return ExitCode.HEALTHY;
  }

  private void cluster(Gathering gathering) throws FailureException, InterruptedException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    try (ObjectSource source = gathering.source(cluster);
        CaptureArchive archive = CaptureArchive.begin()) {
      ClusterCapture capture =
          new ClusterCapture(source, archive.directory(), logLines, progress::asking);
      ClusterCapture.Manifest manifest =
          capture.write(Kdiag.Version.number(), gathering.series(source, cluster));
      archive.write(file, manifest.time());
      progress.end();
      for (NotChecked missed : manifest.notCaptured()) {
        console.complain("not captured: " + missed.what() + ": " + missed.why());
      }
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.NO_EVIDENCE, "the capture was not written: " + e.getMessage());
    } finally {
      progress.end();
    }
  }
}
