package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.Arrays;

/** The processes there are: the directories of {@code /proc} that are numbers, in their order. */
final class ProcessIds {
  private static final String PROC = "/proc";

  private ProcessIds() {}

  /** Absent where there is none at all: then this is no {@code /proc}. */
  static Reading<int[]> list(HostRoot root) {
    String[] names = root.resolve(PROC).toFile().list();
    if (names == null) {
      return root.list(PROC).flatMap(never -> Reading.absent(PROC));
    }
    int[] pids = new int[names.length];
    int count = 0;
    for (String name : names) {
      int pid = number(name);
      if (pid > 0) {
        pids[count++] = pid;
      }
    }
    Arrays.sort(pids, 0, count);
    return count == 0 ? Reading.absent("/proc/<pid>") : Reading.present(Arrays.copyOf(pids, count));
  }

  /** A process id has at most seven digits (pid_max is at most 2 to the 22nd). */
  private static int number(String name) {
    int value = name.length() > 7 ? -1 : 0;
    for (int i = 0; value >= 0 && i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
    }
    return value;
  }
}
