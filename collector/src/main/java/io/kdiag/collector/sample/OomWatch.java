package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.kernellog.KernelLogFollower;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's kills for want of memory, from its log, by the cgroup of the killed process: a
 * container that is killed whole has gone before the next tick reads its cgroup. For one thread.
 *
 * <pre>
 * oom-kill:constraint=CONSTRAINT_MEMCG,...,task_memcg=/kubepods/pod1/4a5b,task=stress,pid=7,uid=0
 * </pre>
 */
final class OomWatch implements AutoCloseable {
  private static final String START = "oom-kill:";
  private static final String CGROUP = "task_memcg=";
  private static final int MOST_RECORDS = 20_000;

  private final HostRoot root;
  private @Nullable KernelLogFollower log;
  private boolean tried;

  OomWatch(HostRoot root) {
    this.root = root;
  }

  /** The cgroups of the processes that were killed since the last call, one for each. */
  List<CgroupId> killed() {
    List<CgroupId> killed = new ArrayList<>();
    KernelLogFollower open = log;
    try {
      if (open == null && !tried && root.isThisMachine()) {
        tried = true;
        open = KernelLogFollower.open(root);
        log = open;
        read(open, new ArrayList<>(), Integer.MAX_VALUE); // What was before is not counted.
      } else if (open != null) {
        read(open, killed, MOST_RECORDS);
      }
    } catch (IOException e) {
      // Not allowed here, or a recorded tree: cgroups and the API server tell of kills as well.
      close();
    }
    return killed;
  }

  private static void read(KernelLogFollower log, List<CgroupId> killed, int most)
      throws IOException {
    KernelRecord record = log.next(Duration.ZERO);
    for (int i = 0; record != null && i < most; i++) {
      CgroupId cgroup = cgroup(record.text());
      if (cgroup != null) {
        killed.add(cgroup);
      }
      record = log.next(Duration.ZERO);
    }
  }

  static @Nullable CgroupId cgroup(String message) {
    int start = message.startsWith(START) ? message.indexOf(CGROUP) : -1;
    if (start < 0) {
      return null;
    }
    int end = message.indexOf(",task=", start);
    return end < 0 ? null : CgroupId.parse(message.substring(start + CGROUP.length(), end));
  }

  @Override
  public void close() {
    KernelLogFollower open = log;
    log = null;
    if (open != null) {
      open.close();
    }
  }
}
