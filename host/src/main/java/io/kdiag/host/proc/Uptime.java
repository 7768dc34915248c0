package io.kdiag.host.proc;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.time.Duration;

/**
 * {@code /proc/uptime}: the time since boot, to a hundredth of a second, and the idle time of all
 * processors together, which nobody needs.
 *
 * <pre>{@code
 * 7312.61 13620.14
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_uptime.5.html">proc_uptime(5)</a>
 */
public final class Uptime {
  private Uptime() {}

  public static Duration parse(HostText text) throws MalformedTextException {
    return Duration.ofMillis(Math.round(text.lines().fraction() * 1e3));
  }
}
