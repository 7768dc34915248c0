package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every process there is, in the order of their ids. A process that ends meanwhile is left
 * out. Made for tens of thousands of them: one buffer, two files each, and one for a kernel thread.
 */
public final class ProcessStatReader {
  /** More than {@code stat} and {@code cgroup} ever hold: a cgroup's path has up to 4,096 bytes. */
  private static final int BUFFER_BYTES = 64 << 10;

  private final String directory;
  private final long pageBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private ProcessStatReader(HostRoot root) {
    this.directory = root.resolve("/proc").toString() + '/';
    this.pageBytes = PageSize.bytes(root);
  }

  public static Reading<List<ProcessStat>> read(HostRoot root) {
    return ProcessIds.list(root).flatMap(pids -> new ProcessStatReader(root).read(root, pids));
  }

  private Reading<List<ProcessStat>> read(HostRoot root, int[] pids) {
    List<ProcessStat> processes = new ArrayList<>(pids.length);
    try {
      for (int pid : pids) {
        add(pid, processes);
      }
    } catch (MalformedTextException e) {
      return Reading.malformed("/proc/<pid>", String.valueOf(e.getMessage()));
    }
    if (processes.isEmpty()) {
      return root.read("/proc/" + pids[0] + "/stat", text -> List.of());
    }
    return Reading.present(CommandLines.fill(root, processes));
  }

  private void add(int pid, List<ProcessStat> processes) throws MalformedTextException {
    String stat = "/proc/" + pid + "/stat";
    int length = load(pid, "/stat");
    if (length < 0) {
      return;
    }
    ProcessStat process = ProcessStat.parse(new HostText(stat, buffer, length), pageBytes);
    length = process.kernelThread() ? -1 : load(pid, "/cgroup");
    if (length > 0) {
      HostText text = new HostText("/proc/" + pid + "/cgroup", buffer, length);
      process = process.inCgroup(ProcessStat.parseCgroup(text));
    }
    processes.add(process);
  }

  /** The file's length in the buffer; -1 where the process is gone or hidden. */
  private int load(int pid, String file) {
    try (FileInputStream in = new FileInputStream(directory + pid + file)) {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException gone) {
      return -1;
    }
  }
}
