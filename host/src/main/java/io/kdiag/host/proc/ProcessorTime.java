package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.List;

/**
 * One processor's line of {@code /proc/stat}: seconds since boot by what they were spent on. The
 * machine's sum is {@link CpuTimes}.
 *
 * <pre>{@code
 * cpu0 43690 2 9096 674464 286 0 131 119 0 0
 * }</pre>
 *
 * @see <a
 *     href="https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat">proc:
 *     stat</a>
 */
public record ProcessorTime(
    int processor,
    double userSeconds,
    double niceSeconds,
    double systemSeconds,
    double idleSeconds,
    double iowaitSeconds,
    double irqSeconds,
    double softirqSeconds,
    double stealSeconds) {

  /** Parses {@code /proc/stat}: the processors that are online, in the kernel's order. */
  public static List<ProcessorTime> parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<ProcessorTime> processors = new ArrayList<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.skipWord("cpu") && in.skipPrefix("cpu")) {
        processors.add(line(in));
      }
    }
    if (processors.isEmpty()) {
      throw in.malformed("the line cpu0");
    }
    return List.copyOf(processors);
  }

  private static ProcessorTime line(AsciiCursor in) throws MalformedTextException {
    return new ProcessorTime(
        (int) in.count(),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()),
        Units.ticksToSeconds(in.count()));
  }
}
