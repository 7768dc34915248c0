package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.Arrays;

/**
 * Processor time since boot, all processors together, in seconds, with the number of processors
 * online, and the counters that {@code /proc/stat} keeps beside it. Guest time is inside user time,
 * as the kernel counts it.
 *
 * <pre>{@code
 * cpu  88997 2 19558 1344883 1319 0 455 249 0 0
 * cpu0 43690 2 9096 674464 286 0 131 119 0 0
 * cpu1 45307 0 10462 670419 1032 0 324 129 0 0
 * intr 3433228 0 0 ...
 * ctxt 6607545
 * btime 1763667151
 * processes 20713
 * procs_running 3
 * procs_blocked 0
 * }</pre>
 *
 * @see <a
 *     href="https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat">proc:
 *     stat</a>
 */
public record CpuTimes(
    int processors,
    double userSeconds,
    double niceSeconds,
    double systemSeconds,
    double idleSeconds,
    double iowaitSeconds,
    double irqSeconds,
    double softirqSeconds,
    double stealSeconds,
    long contextSwitches,
    long bootTimeEpochSeconds,
    long forks,
    long runningTasks,
    long blockedTasks) {
  private static final String[] COUNTERS = {
    "ctxt", "btime", "processes", "procs_running", "procs_blocked"
  };
  private static final int TIMES = 8;

  /** Parses {@code /proc/stat}. */
  public static CpuTimes parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    double[] times = new double[TIMES];
    long[] counters = new long[COUNTERS.length];
    Arrays.fill(counters, -1);
    if (!in.skipWord("cpu")) {
      throw in.malformed("the line cpu");
    }
    for (int i = 0; i < TIMES; i++) {
      times[i] = Units.ticksToSeconds(in.count());
    }
    int processors = 0;
    for (in.nextLine(); !in.atEnd(); in.nextLine()) {
      if (in.skipPrefix("cpu")) {
        processors++;
      } else {
        readCounter(in, counters);
      }
    }
    return of(in, processors, times, counters);
  }

  private static void readCounter(AsciiCursor in, long[] counters) throws MalformedTextException {
    for (int i = 0; i < COUNTERS.length; i++) {
      if (in.skipWord(COUNTERS[i])) {
        counters[i] = in.count();
        return;
      }
    }
  }

  private static CpuTimes of(AsciiCursor in, int processors, double[] t, long[] c)
      throws MalformedTextException {
    for (int i = 0; i < COUNTERS.length; i++) {
      if (c[i] < 0) {
        throw in.malformed("the line " + COUNTERS[i]);
      }
    }
    if (processors == 0) {
      throw in.malformed("the line cpu0");
    }
    return new CpuTimes(
        processors, t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], c[0], c[1], c[2], c[3], c[4]);
  }
}
