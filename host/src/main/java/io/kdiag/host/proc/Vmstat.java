package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /proc/vmstat}: counters since boot under the kernel's names ({@code oom_kill}, {@code
 * pswpin}, {@code pgmajfault}). Those that begin with {@code nr_} are gauges, in pages.
 *
 * <pre>{@code
 * nr_free_pages 4851597
 * pswpin 0
 * pgmajfault 2467
 * oom_kill 0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/mm/concepts.html">Memory concepts</a>
 */
public record Vmstat(Map<String, Long> counters) {

  /** Parses {@code /proc/vmstat}. */
  public static Vmstat parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    Map<String, Long> counters = LinkedHashMap.newLinkedHashMap(256);
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        counters.put(in.word(), in.count());
      }
    }
    if (counters.isEmpty()) {
      throw in.malformed("a counter");
    }
    return new Vmstat(Collections.unmodifiableMap(counters));
  }
}
