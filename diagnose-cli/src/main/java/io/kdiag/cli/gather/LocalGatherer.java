package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.gather.Sources.Source;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLogs;
import io.kdiag.host.proc.ProcessStat;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Gathers the evidence of this very machine: a sample at each end of a window, and beside it, all
 * at once, the kernel log, the containers' logs, what of Kubernetes is installed and how it
 * answers.
 */
public final class LocalGatherer {
  /** For what reads files: only a hanging file system takes that long. */
  private static final Duration FILES = Duration.ofSeconds(10);

  /** For what asks others; each question has a shorter limit of its own. */
  private static final Duration ANSWERS = Duration.ofSeconds(15);

  private static final Duration TICK = Duration.ofMillis(500);

  private final HostRoot root;
  private final String nodeName;
  private final String kdiagVersion;

  /** Is told how much of the window is left, some times a second, and zero when it is over. */
  @FunctionalInterface
  public interface Countdown {
    void left(Duration left);
  }

  public LocalGatherer(HostRoot root, String nodeName, String kdiagVersion) {
    this.root = root;
    this.nodeName = nodeName;
    this.kdiagVersion = kdiagVersion;
  }

  /** Takes {@code window} and a little more; a window of zero is one sample. */
  public Evidence gather(Duration window, Countdown countdown)
      throws GatheringFailedException, InterruptedException {
    if (!Files.isDirectory(root.resolve("/proc"))) {
      throw new GatheringFailedException(
          root.resolve("/proc") + " is not a directory: kdiag needs Linux's /proc (see HOST_ROOT)");
    }
    try (Sources sources = new Sources()) {
      return gather(window, countdown, sources);
    }
  }

  private Evidence gather(Duration window, Countdown countdown, Sources sources)
      throws GatheringFailedException, InterruptedException {
    long start = System.nanoTime();
    HostSample first = sample(sources, "first sample");
    List<ProcessStat> processes = first.processes().optional().orElse(List.of());
    Source<KubernetesSide> kubernetes =
        sources.start("kubernetes", ANSWERS, () -> KubernetesSide.read(root, processes));
    wait(window, start, countdown);
    Source<KernelProblems> kernel =
        sources.start("kernel log", FILES, () -> KernelProblems.read(root));
    HostSample last = window.isZero() ? first : sample(sources, "last sample");
    // After the window, so that a container which came in it has its pod's name.
    Source<Reading<List<ContainerState>>> containers =
        sources.start("container logs", FILES, () -> containers(last));
    KernelProblems kernelLog = sources.collect(kernel, KernelProblems.unanswered());
    KubernetesSide side = sources.collect(kubernetes, KubernetesSide.unknown());
    Reading<List<ContainerState>> states =
        sources.collect(containers, Reading.unreadable("/var/log/pods", "no answer in time"));
    sources.noteAll(SampleGaps.of(last));
    return evidence(sources, first, last, kernelLog, side, states);
  }

  private HostSample sample(Sources sources, String name)
      throws GatheringFailedException, InterruptedException {
    Source<List<HostSample>> source =
        sources.start(name, FILES, () -> List.of(HostSample.read(root)));
    List<HostSample> samples = sources.collect(source, List.of());
    if (samples.isEmpty()) {
      String why = sources.notChecked().getLast().why();
      throw new GatheringFailedException("the machine could not be read: " + name + " " + why);
    }
    return samples.getFirst();
  }

  private Reading<List<ContainerState>> containers(HostSample last) {
    List<ProcessStat> processes = last.processes().optional().orElse(List.of());
    return ContainerLogs.list(root)
        .map(logs -> ContainerStates.read(root, logs, processes, last.time()));
  }

  private static void wait(Duration window, long startNanos, Countdown countdown)
      throws InterruptedException {
    while (true) {
      Duration left = window.minusNanos(System.nanoTime() - startNanos);
      if (!left.isPositive()) {
        countdown.left(Duration.ZERO);
        return;
      }
      countdown.left(left);
      Thread.sleep(left.compareTo(TICK) < 0 ? left : TICK);
    }
  }

  private Evidence evidence(
      Sources sources,
      HostSample first,
      HostSample last,
      KernelProblems kernelLog,
      KubernetesSide side,
      Reading<List<ContainerState>> containers) {
    MachineIdentity machine = MachineIdentity.read(root, nodeName);
    Instant booted = last.time().minus(last.uptime()).truncatedTo(ChronoUnit.SECONDS);
    HostEvidence host =
        new HostEvidence(
            machine.node(),
            machine.operatingSystem(),
            machine.kernel(),
            booted,
            first,
            last,
            kernelLog.from(),
            kernelLog.problems(),
            containers,
            side.setup(),
            side.probes(),
            side.certificates());
    return new Evidence(
        kdiagVersion, last.time(), host, null, sources.notChecked(), sources.timings());
  }
}
