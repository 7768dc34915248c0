package io.kdiag.cli;

import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.ClusterGatherer;
import io.kdiag.cli.evidence.CaptureFile;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.gather.GatheringFailedException;
import io.kdiag.cli.gather.LocalGatherer;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where a command's evidence comes from and may go to: this machine, or a capture. */
final class Gathering {
  private final Console console;

  Gathering(Console console) {
    this.console = console;
  }

  Evidence live(Duration window) throws FailureException, InterruptedException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    progress.start();
    try {
      String nodeName = console.environment().getOrDefault("NODE_NAME", "");
      return new LocalGatherer(root(), nodeName, Kdiag.Version.number()).gather(window, progress);
    } catch (GatheringFailedException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    } finally {
      progress.end();
    }
  }

  /** The names of the nodes of the cluster that is asked by default. */
  List<String> nodeNames() throws FailureException, IOException, InterruptedException {
    try {
      return gatherer(new ClusterOptions()).nodeNames();
    } catch (ClusterException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    }
  }

  private ClusterGatherer gatherer(ClusterOptions options) throws FailureException {
    return new ClusterGatherer(
        options.kubeconfig(console.environment()),
        options.context(),
        options.backends(console.environment()),
        Kdiag.Version.number());
  }

  Evidence ofCluster(String node, ClusterOptions options)
      throws FailureException, InterruptedException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    progress.asking();
    try {
      return gatherer(options).gather(node);
    } catch (ClusterException e) {
      throw new FailureException(
          e.wrongUsage() ? ExitCode.USAGE : ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    } finally {
      progress.end();
    }
  }

  private HostRoot root() {
    String root = console.environment().getOrDefault("HOST_ROOT", "");
    return root.isBlank() ? HostRoot.local() : new HostRoot(Path.of(root));
  }

  Evidence captured(Path file) throws FailureException {
    if (!Files.isRegularFile(file)) {
      throw new FailureException(ExitCode.USAGE, "no such capture: " + file);
    }
    try {
      return CaptureFile.read(file);
    } catch (DamagedCaptureException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, file + " cannot be read: " + e.getMessage());
    }
  }

  void write(Evidence evidence, Path file, boolean force) throws FailureException {
    try {
      CaptureFile.write(evidence, file, force);
    } catch (FileAlreadyExistsException e) {
      throw new FailureException(ExitCode.USAGE, file + " is there already; --force overwrites it");
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, "the capture was not written: " + e);
    }
  }
}
