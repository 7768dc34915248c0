package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.SocketStat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sockets of the machine's own network namespace, under the names of {@code /proc/net/sockstat}.
 *
 * <pre>{@code
 * node_sockstat_TCP_alloc 188
 * node_sockstat_TCP_inuse 172
 * node_sockstat_TCP_orphan 0
 * node_sockstat_TCP_tw 2
 * node_sockstat_sockets_used 232
 * }</pre>
 */
final class NodeSocketMetrics implements SubjectMetrics {
  private static final Map<String, Family> FAMILIES = families();

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().sockets() instanceof Reading.Present<SocketStat>(SocketStat sockets)) {
      for (Map.Entry<String, Family> each : FAMILIES.entrySet()) {
        out.begin(each.getValue()).sampleIfKnown(Labels.NONE, sockets.counts().get(each.getKey()));
      }
    }
  }

  private static Map<String, Family> families() {
    Map<String, Family> families = new TreeMap<>();
    for (String name :
        List.of(
            "FRAG.inuse",
            "FRAG.memory",
            "RAW.inuse",
            "TCP.alloc",
            "TCP.inuse",
            "TCP.mem",
            "TCP.orphan",
            "TCP.tw",
            "UDP.inuse",
            "UDP.mem",
            "UDPLITE.inuse",
            "sockets.used")) {
      String[] words = name.split("[.]", -1);
      families.put(
          name,
          Family.gauge(
              "node_sockstat_" + words[0] + "_" + words[1],
              "Number of " + words[0] + " sockets in state " + words[1] + "."));
    }
    return families;
  }
}
