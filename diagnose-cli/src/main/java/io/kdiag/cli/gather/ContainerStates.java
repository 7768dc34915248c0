package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogTail;
import io.kdiag.host.containerlog.CriLine;
import io.kdiag.host.proc.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says of containers that restarted lately when their runs began and what their last errors are.
 * The others keep their names only: their logs are not opened.
 *
 * <p>kubelet keeps no more than the last run of a container that is down, so a young pod's first
 * start is taken from its directory, which changes only when a container's first run begins.
 */
public final class ContainerStates {
  private static final Duration LATELY = Duration.ofHours(1);
  private static final Duration YOUNG = Duration.ofMinutes(20);
  private static final int MOST_READ = 200;
  private static final int MOST_BYTES = 64 << 10;

  private final HostRoot root;
  private final Instant now;
  private int read;

  private ContainerStates(HostRoot root, Instant now) {
    this.root = root;
    this.now = now;
  }

  public static List<ContainerState> read(
      HostRoot root, List<ContainerLog> logs, List<ProcessStat> processes, Instant now) {
    ContainerStates reader = new ContainerStates(root, now);
    List<ContainerState> states = new ArrayList<>(logs.size());
    for (ContainerLog log : logs) {
      states.add(reader.state(log, isRunning(log, processes)));
    }
    return List.copyOf(states);
  }

  private static boolean isRunning(ContainerLog log, List<ProcessStat> processes) {
    String id = log.containerId();
    if (id != null) {
      for (ProcessStat process : processes) {
        if (process.cgroup().contains(id)) {
          return true;
        }
      }
    }
    return false;
  }

  private ContainerState state(ContainerLog log, boolean running) {
    boolean wanted = log.restarts() > 0 && log.lastModified().isAfter(now.minus(LATELY));
    if (!wanted || read++ >= MOST_READ) {
      return new ContainerState(log, List.of(), running, List.of());
    }
    Map<Integer, Instant> starts = new TreeMap<>();
    List<CriLine> lines = new ArrayList<>();
    for (String file : log.files()) {
      ContainerLogTail tail = ContainerLogTail.read(root, file, MOST_BYTES).optional().orElse(null);
      if (tail != null) {
        Instant start = tail.start() == null ? modified(file) : tail.start();
        if (start != null) {
          starts.merge(restart(file), start, (a, b) -> a.isBefore(b) ? a : b);
        }
        lines.addAll(0, tail.lines());
      }
    }
    Instant born = log.files().isEmpty() ? null : modified(podDirectory(log.files().getFirst()));
    if (born != null && born.isAfter(now.minus(YOUNG)) && !born.isAfter(now)) {
      starts.putIfAbsent(0, born);
    }
    List<LogGroup> errors = LogGroups.of(lines);
    return new ContainerState(log, List.copyOf(starts.values()), running, errors);
  }

  /** {@code /var/log/pods/shop_cart-0_uid} of {@code .../cart/3.log} in it. */
  private static String podDirectory(String file) {
    return file.substring(0, file.lastIndexOf('/', file.lastIndexOf('/') - 1));
  }

  /** Of a file to which nothing was written: when its run began. */
  private @Nullable Instant modified(String file) {
    try {
      return Files.getLastModifiedTime(root.resolve(file)).toInstant();
    } catch (IOException e) {
      return null;
    }
  }

  /** {@code 3} of {@code .../nginx/3.log}: RunFiles has seen to it that there is a number. */
  private static int restart(String file) {
    int slash = file.lastIndexOf('/');
    return Integer.parseInt(file.substring(slash + 1, file.indexOf(".log", slash)));
  }
}
