package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;

/**
 * When the sample was taken, for each cgroup in it, in whole seconds since 1970.
 *
 * <pre>{@code
 * container_last_seen{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 1795218944
 * }</pre>
 */
final class ContainerSeenMetrics implements SubjectMetrics {
  private static final Family LAST_SEEN =
      Family.gauge("container_last_seen", "Last time a container was seen by the exporter");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    out.begin(LAST_SEEN);
    for (OwnedCgroup cgroup : sample.containers()) {
      out.sample(cgroup.labels(), sample.time().getEpochSecond());
    }
  }
}
