package io.kdiag.cli;

import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.ClusterGatherer;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.evidence.CaptureFile;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.files.FileObjects;
import io.kdiag.cli.gather.GatheringFailedException;
import io.kdiag.cli.gather.LocalGatherer;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /** Where a cluster's objects are read: {@code from}, or the cluster itself where that is null. */
  ObjectSource source(ClusterOptions options, @Nullable Path from) throws FailureException {
    return from == null ? source(options) : files(from);
  }

  FileObjects files(Path from) throws FailureException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    try {
      return FileObjects.open(from, progress::reading);
    } catch (NoSuchFileException e) {
      throw new FailureException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    } finally {
      progress.end();
    }
  }

  /** Whether {@code from} holds what the engine saw, rather than objects to be looked through. */
  boolean isEvidence(Path from) throws FailureException {
    try {
      return CaptureFile.isOne(from);
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, from + ": " + e.getMessage());
    }
  }

  /** The cluster itself. */
  ObjectSource source(ClusterOptions options) throws FailureException {
    try {
      return ClusterGatherer.live(
          options.kubeconfig(console.environment()),
          options.context(console.environment()),
          options.backends(console.environment()));
    } catch (ClusterException e) {
      throw failure(e);
    }
  }

  /** The cluster's numbers over the last hour; none where Prometheus is not there. */
  List<Series> series(ObjectSource source, ClusterOptions options)
      throws FailureException, InterruptedException {
    return gatherer(source, options, _ -> {}).series();
  }

  private ClusterGatherer gatherer(
      ObjectSource source, ClusterOptions options, Consumer<String> progress)
      throws FailureException {
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

  static FailureException failure(ClusterException e) {
    return new FailureException(
        e.wrongUsage() ? ExitCode.USAGE : ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
  }

  HostRoot root() {
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
