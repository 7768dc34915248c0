package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.proc.ProtocolCounters;

/** How much the counters of /proc/net/snmp and netstat grew in the window. */
final class ProtocolWindow {
  private ProtocolWindow() {}

  /** The growth of {@code counter}; 0 where one of the samples does not have it. */
  static long grown(HostEvidence host, String counter) {
    ProtocolCounters first = Seen.value(host.first().protocols());
    ProtocolCounters last = Seen.value(host.last().protocols());
    Long then = first == null ? null : first.counters().get(counter);
    Long now = last == null ? null : last.counters().get(counter);
    return then == null || now == null ? 0 : Rates.grown(then, now);
  }
}
