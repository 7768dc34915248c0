package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupReader;
import io.kdiag.host.proc.OpenFiles;
import io.kdiag.host.proc.ProcessFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the processes of cgroups. That costs far more than reading a cgroup, so a sixth of them
 * have their turn in each tick, and a new one has it at once. A tick ends looking after {@value
 * #MOST_DESCRIPTORS} descriptors: what is left keeps what it had. For one thread.
 */
final class ProcessUses {
  static final int TICKS = 6;
  private static final int MOST_DESCRIPTORS = 20_000;
  private static final int MOST_PROCESSES = 4_096;

  /** Of a cgroup with many processes, so many are asked when they started. */
  private static final int MOST_STARTS = 64;

  private final HostRoot root;
  private final CgroupReader cgroups;
  private Map<String, ProcessUse> known = Map.of();
  private int tick;
  private long looked;

  ProcessUses(HostRoot root, CgroupReader cgroups) {
    this.root = root;
    this.cgroups = cgroups;
  }

  /** What is known of each, by path; {@code bootSeconds} is when the machine started. */
  Map<String, ProcessUse> of(List<OwnedCgroup> all, @Nullable Long bootSeconds) {
    Map<String, ProcessUse> next = HashMap.newHashMap(all.size());
    tick = (tick + 1) % TICKS;
    looked = 0;
    for (OwnedCgroup each : all) {
      String path = each.path();
      ProcessUse last = known.get(path);
      boolean turn = last == null || Math.floorMod(path.hashCode(), TICKS) == tick;
      ProcessUse use = turn && looked < MOST_DESCRIPTORS ? look(each, last, bootSeconds) : last;
      if (use != null) {
        next.put(path, use);
      }
    }
    startOfPods(all, next);
    known = next;
    return next;
  }

  /** Null where it has gone or may not be looked at. */
  private @Nullable ProcessUse look(
      OwnedCgroup cgroup, @Nullable ProcessUse last, @Nullable Long bootSeconds) {
    if (!(cgroups.processes(cgroup.usage().id()) instanceof Reading.Present<int[]>(int[] pids))) {
      return last;
    }
    int first = 0;
    double start = Double.MAX_VALUE;
    OpenFiles open = OpenFiles.NONE;
    for (int i = 0; i < Math.min(pids.length, MOST_PROCESSES); i++) {
      double started = i < MOST_STARTS ? started(pids[i]) : Double.MAX_VALUE;
      if (started < start) {
        start = started;
        first = pids[i];
      }
      if (looked < MOST_DESCRIPTORS) {
        OpenFiles of = OpenFiles.of(root, pids[i]).optional().orElse(OpenFiles.NONE);
        looked += of.descriptors() + 1;
        open = open.plus(of);
      }
    }
    Double startSeconds =
        first == 0 || bootSeconds == null ? null : Double.valueOf(bootSeconds + start);
    return new ProcessUse(
        first,
        pids.length,
        open.descriptors(),
        open.sockets(),
        last != null && last.startSeconds() != null ? last.startSeconds() : startSeconds,
        first == 0 ? null : ProcessFacts.openFilesLimit(root, first).optional().orElse(null));
  }

  private double started(int pid) {
    return ProcessFacts.startSeconds(root, pid).optional().orElse(Double.MAX_VALUE);
  }

  /** A pod's own cgroup has no process: it started with the first of its containers. */
  private static void startOfPods(List<OwnedCgroup> all, Map<String, ProcessUse> uses) {
    for (OwnedCgroup each : all) {
      ProcessUse use = uses.get(each.path());
      int slash = each.path().lastIndexOf('/');
      ProcessUse above = slash <= 0 ? null : uses.get(each.path().substring(0, slash));
      if (use == null || use.startSeconds() == null || above == null || above.firstPid() != 0) {
        continue;
      }
      Double before = above.startSeconds();
      if (before == null || use.startSeconds() < before) {
        uses.put(each.path().substring(0, slash), above.startedAt(use.startSeconds()));
      }
    }
  }
}
