package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Kills for want of memory in a cgroup, since it exists; absent where the kernel does not count
 * them (version 1 before 4.13).
 *
 * <pre>{@code
 * container_oom_events_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 1
 * }</pre>
 */
final class ContainerOomMetrics implements SubjectMetrics {
  private static final Family KILLS =
      Family.counter(
          "container_oom_events_total", "Count of out of memory events observed for the container");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, KILLS, (c, g, to) -> to.sampleIfKnown(g.labels(), c.oomKills()));
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Memory> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::memory, writer);
  }
}
