package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;

/**
 * One process from {@code /proc/<pid>/stat} and {@code cgroup}. {@code state} is the kernel's
 * letter (R S D Z T I ...); {@code startSeconds} counts from boot; {@code cgroup} is its path in
 * the memory (v1) or the only (v2) hierarchy, empty where unread and for kernel threads; {@code
 * commandLine} is filled only for the programs of Kubernetes and for what is in state D, arguments
 * joined by blanks, values that look like secrets replaced.
 *
 * <pre>{@code
 * 1 (process_api) S 0 0 0 0 -1 4194560 5613 1143071 36 218 81 46 97107 21016 20 0 8 0 5 29323264 1817 ...
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcessStat(
    int pid,
    int parent,
    String name,
    char state,
    int threads,
    double cpuSeconds,
    long residentBytes,
    double startSeconds,
    String cgroup,
    String commandLine) {

  /** Parses {@code /proc/<pid>/stat}; cgroup and command line stay empty. */
  static ProcessStat parse(HostText text, long pageBytes) throws MalformedTextException {
    AsciiCursor in = text.lines();
    int pid = integer(in);
    if (!in.skipPrefix("(")) {
      throw in.malformed("a name in parentheses");
    }
    // The name may hold anything, also parentheses, blanks and line feeds: it ends at the last one.
    String name = in.untilLast(')');
    String state = in.word();
    int parent = integer(in);
    in.skipWords(9);
    double cpu = Units.ticksToSeconds(in.count()) + Units.ticksToSeconds(in.count());
    in.skipWords(4);
    int threads = integer(in);
    in.skipWords(1);
    double start = Units.ticksToSeconds(in.count());
    in.skipWords(1);
    long resident = Units.bytes(in.count(), pageBytes);
    return new ProcessStat(
        pid, parent, name, state.charAt(0), threads, cpu, resident, start, "", "");
  }

  /**
   * The path in the memory controller's hierarchy, or that of version 2.
   *
   * <pre>{@code
   * 4:memory:/kubepods/burstable/pod1250176c-3def-4972-a95c-d4d96fcb8fda/335d1cb6b7d2...
   * 0::/
   * }</pre>
   */
  static String parseCgroup(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    String unified = "";
    for (; !in.atEnd(); in.nextLine()) {
      boolean zero = in.skipPrefix("0::");
      if (zero) {
        unified = in.rest();
      } else if (!in.atLineEnd()) {
        in.countUntil(':');
        if (in.skipPrefix("memory:")) {
          return in.rest();
        }
      }
    }
    return unified;
  }

  /** A kernel thread: kthreadd or its child. */
  public boolean kernelThread() {
    return pid == 2 || parent == 2;
  }

  ProcessStat inCgroup(String path) {
    return new ProcessStat(
        pid,
        parent,
        name,
        state,
        threads,
        cpuSeconds,
        residentBytes,
        startSeconds,
        path,
        commandLine);
  }

  ProcessStat withCommandLine(String text) {
    return new ProcessStat(
        pid, parent, name, state, threads, cpuSeconds, residentBytes, startSeconds, cgroup, text);
  }

  private static int integer(AsciiCursor in) throws MalformedTextException {
    long value = in.count();
    if (value > Integer.MAX_VALUE) {
      throw in.malformed("a number of at most 31 bits before this, not " + value);
    }
    return (int) value;
  }
}
