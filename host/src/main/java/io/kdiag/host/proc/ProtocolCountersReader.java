package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;

/** Reads both files of {@link ProtocolCounters}; without {@code netstat} those of {@code snmp}. */
public final class ProtocolCountersReader {
  private ProtocolCountersReader() {}

  public static Reading<ProtocolCounters> read(HostRoot root) {
    Reading<ProtocolCounters> snmp = NetFiles.read(root, "snmp", ProtocolCounters::parse);
    if (!(snmp instanceof Reading.Present<ProtocolCounters>(ProtocolCounters counters))) {
      return snmp;
    }
    Reading<ProtocolCounters> netstat = NetFiles.read(root, "netstat", ProtocolCounters::parse);
    return netstat instanceof Reading.Absent ? snmp : netstat.map(counters::and);
  }
}
