package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /proc/net/snmp} and {@code /proc/net/netstat}: counters since boot, named {@code
 * Group.Name} as {@code TcpExt.ListenOverflows}, {@code Tcp.RetransSegs}, {@code Tcp.OutSegs},
 * {@code TcpExt.ListenDrops}. {@code Tcp.MaxConn} alone may be -1 (no limit).
 *
 * <pre>{@code
 * Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens ...
 * Tcp: 1 200 120000 -1 17443 14105 ...
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/snmp_counter.html">SNMP counters</a>
 */
public record ProtocolCounters(Map<String, Long> counters) {

  /** Parses one of the two files: pairs of lines, the first with names, the second with values. */
  public static ProtocolCounters parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    Map<String, Long> counters = LinkedHashMap.newLinkedHashMap(256);
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        readPair(in, counters);
      }
    }
    if (counters.isEmpty()) {
      throw in.malformed("a group of counters");
    }
    return new ProtocolCounters(Collections.unmodifiableMap(counters));
  }

  private static void readPair(AsciiCursor in, Map<String, Long> counters)
      throws MalformedTextException {
    String group = in.until(':') + '.';
    List<String> names = new ArrayList<>(128);
    while (!in.atLineEnd()) {
      names.add(in.word());
    }
    in.nextLine();
    if (!(in.until(':') + '.').equals(group)) {
      throw in.malformed("the values of " + group);
    }
    for (int i = 0; i < names.size(); i++) {
      String name = group + names.get(i);
      counters.put(name, name.equals("Tcp.MaxConn") ? in.number() : in.count());
    }
    if (!in.atLineEnd()) {
      throw in.malformed("the end of " + group);
    }
  }

  /** These and the counters of the other file. */
  ProtocolCounters and(ProtocolCounters other) {
    Map<String, Long> both = LinkedHashMap.newLinkedHashMap(512);
    both.putAll(counters);
    both.putAll(other.counters);
    return new ProtocolCounters(Collections.unmodifiableMap(both));
  }
}
