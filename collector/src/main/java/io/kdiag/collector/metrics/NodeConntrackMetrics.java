package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Conntrack;
import java.io.IOException;

/**
 * Connections that the kernel tracks and how many it can.
 *
 * <pre>{@code
 * node_nf_conntrack_entries 105
 * node_nf_conntrack_entries_limit 262144
 * }</pre>
 */
final class NodeConntrackMetrics implements SubjectMetrics {
  private static final Family ENTRIES =
      Family.gauge(
          "node_nf_conntrack_entries",
          "Number of currently allocated flow entries for connection tracking.");
  private static final Family LIMIT =
      Family.gauge("node_nf_conntrack_entries_limit", "Maximum size of connection tracking table.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().conntrack() instanceof Reading.Present<Conntrack>(Conntrack conntrack)) {
      out.begin(ENTRIES).sample(Labels.NONE, conntrack.entries());
      out.begin(LIMIT).sample(Labels.NONE, conntrack.limit());
    }
  }
}
