package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Lasting;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;

/**
 * What outlives a container: kills for want of memory and restarts by the container's name, summed
 * over its runs and kept for an hour after the last sign of it.
 *
 * <pre>{@code
 * kdiag_container_oom_kills_total{container="web",namespace="shop",pod="web-0"} 3
 * kdiag_container_restarts_total{container="web",namespace="shop",pod="web-0"} 4
 * }</pre>
 */
final class ContainerHistoryMetrics implements SubjectMetrics {
  private static final Family KILLS =
      Family.counter(
          "kdiag_container_oom_kills_total",
          "Processes of the container that were killed for want of memory, over all its runs.");
  private static final Family RESTARTS =
      Family.counter(
          "kdiag_container_restarts_total", "Times that kubelet started the container again.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    out.begin(KILLS);
    for (Lasting each : sample.told().lasting()) {
      out.sample(each.labels(), each.oomKills());
    }
    out.begin(RESTARTS);
    for (Lasting each : sample.told().lasting()) {
      out.sample(each.labels(), each.restarts());
    }
  }
}
