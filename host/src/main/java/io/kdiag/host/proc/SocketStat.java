package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /proc/net/sockstat}: sockets in use, named {@code TCP.inuse}, {@code TCP.orphan}, {@code
 * TCP.tw}, {@code TCP.mem} (pages), {@code sockets.used}.
 *
 * <pre>{@code
 * sockets: used 232
 * TCP: inuse 172 orphan 0 tw 2 alloc 188 mem 94
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public record SocketStat(Map<String, Long> counts) {

  /** Parses {@code /proc/net/sockstat}. */
  public static SocketStat parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (in.atLineEnd()) {
        continue;
      }
      String group = in.until(':') + '.';
      while (!in.atLineEnd()) {
        counts.put(group + in.word(), in.count());
      }
    }
    if (counts.isEmpty()) {
      throw in.malformed("a group of sockets");
    }
    return new SocketStat(Collections.unmodifiableMap(counts));
  }
}
