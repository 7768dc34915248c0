package io.kdiag.cli;

import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.ClusterGatherer;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.evidence.CaptureFile;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.gather.GatheringFailedException;
import io.kdiag.cli.gather.LocalGatherer;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
    try (ObjectSource source = source(new ClusterOptions());
        ClusterGatherer gatherer = gatherer(source, new ClusterOptions(), _ -> {})) {
      return gatherer.names(Kind.NODE, "");
    }
  }

  /** Where a cluster's objects are read. */
  ObjectSource source(ClusterOptions options) throws FailureException {
    try {
      return ClusterGatherer.live(
          options.kubeconfig(console.environment()),
          options.context(),
          options.backends(console.environment()));
    } catch (ClusterException e) {
      throw failure(e);
    }
  }

  private ClusterGatherer gatherer(
      ObjectSource source, ClusterOptions options, Consumer<String> progress) {
    return new ClusterGatherer(
        source, options.backends(console.environment()), Kdiag.Version.number(), progress);
  }

  /** {@code source} is closed in the end. */
  Evidence ofCluster(Subject subject, ObjectSource source, ClusterOptions options)
      throws FailureException, InterruptedException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    progress.asking("");
    try (ClusterGatherer gatherer = gatherer(source, options, progress::asking)) {
      return gatherer.gather(subject);
    } catch (ClusterException e) {
      throw failure(e);
    } finally {
      progress.end();
    }
  }

  private static FailureException failure(ClusterException e) {
    return new FailureException(
        e.wrongUsage() ? ExitCode.USAGE : ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
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
