package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;

/**
 * {@code /proc/loadavg}: tasks running or uninterruptible, averaged over 1, 5 and 15 minutes.
 *
 * <pre>{@code
 * 0.13 0.20 0.18 2/345 12345
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#kernel-data">proc: loadavg</a>
 */
public record LoadAverage(double one, double five, double fifteen, long runnable, long tasks) {

  /** Parses {@code /proc/loadavg}. */
  public static LoadAverage parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    double one = in.fraction();
    double five = in.fraction();
    double fifteen = in.fraction();
    long runnable = in.countUntil('/');
    return new LoadAverage(one, five, fifteen, runnable, in.count());
  }
}
