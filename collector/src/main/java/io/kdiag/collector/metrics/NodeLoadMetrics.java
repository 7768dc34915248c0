package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.LoadAverage;
import java.io.IOException;

/**
 * Tasks that run or wait for a disk, averaged over 1, 5 and 15 minutes.
 *
 * <pre>{@code
 * node_load1 0.13
 * node_load15 0.18
 * node_load5 0.2
 * }</pre>
 */
final class NodeLoadMetrics implements SubjectMetrics {
  private static final Family ONE = Family.gauge("node_load1", "1m load average.");
  private static final Family FIFTEEN = Family.gauge("node_load15", "15m load average.");
  private static final Family FIVE = Family.gauge("node_load5", "5m load average.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().load() instanceof Reading.Present<LoadAverage>(LoadAverage load)) {
      out.begin(ONE).sample(Labels.NONE, load.one());
      out.begin(FIFTEEN).sample(Labels.NONE, load.fifteen());
      out.begin(FIVE).sample(Labels.NONE, load.five());
    }
  }
}
