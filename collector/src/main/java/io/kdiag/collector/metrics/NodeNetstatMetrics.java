package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProtocolCounters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counters of the machine's own network protocols, under the names of {@code /proc/net/snmp} and
 * {@code netstat}; without a type, as node_exporter has them.
 *
 * <pre>{@code
 * node_netstat_TcpExt_ListenDrops 0
 * node_netstat_TcpExt_ListenOverflows 0
 * node_netstat_Tcp_InSegs 418213
 * node_netstat_Tcp_OutSegs 402117
 * node_netstat_Tcp_RetransSegs 17
 * }</pre>
 */
final class NodeNetstatMetrics implements SubjectMetrics {
  private static final Map<String, Family> FAMILIES = families();

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().protocols()
        instanceof Reading.Present<ProtocolCounters>(ProtocolCounters protocols)) {
      for (Map.Entry<String, Family> each : FAMILIES.entrySet()) {
        out.begin(each.getValue())
            .sampleIfKnown(Labels.NONE, protocols.counters().get(each.getKey()));
      }
    }
  }

  private static Map<String, Family> families() {
    Map<String, Family> families = new TreeMap<>();
    for (String name :
        List.of(
            "Icmp.InErrors",
            "Icmp.InMsgs",
            "Icmp.OutMsgs",
            "Ip.Forwarding",
            "IpExt.InOctets",
            "IpExt.OutOctets",
            "Tcp.ActiveOpens",
            "Tcp.CurrEstab",
            "Tcp.InErrs",
            "Tcp.InSegs",
            "Tcp.OutRsts",
            "Tcp.OutSegs",
            "Tcp.PassiveOpens",
            "Tcp.RetransSegs",
            "TcpExt.ListenDrops",
            "TcpExt.ListenOverflows",
            "TcpExt.SyncookiesFailed",
            "TcpExt.SyncookiesRecv",
            "TcpExt.SyncookiesSent",
            "TcpExt.TCPSynRetrans",
            "TcpExt.TCPTimeouts",
            "Udp.InDatagrams",
            "Udp.InErrors",
            "Udp.NoPorts",
            "Udp.OutDatagrams",
            "Udp.RcvbufErrors",
            "Udp.SndbufErrors",
            "UdpLite.InErrors")) {
      String[] words = name.split("[.]", -1);
      String joined = words[0] + "_" + words[1];
      // node_exporter says so without the underscore.
      families.put(
          name, Family.untyped("node_netstat_" + joined, "Statistic " + words[0] + words[1] + "."));
    }
    return families;
  }
}
