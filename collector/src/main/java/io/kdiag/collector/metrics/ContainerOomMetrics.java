package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Lasting;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Kills for want of memory in a cgroup, since it exists; absent where the kernel does not count
 * them (version 1 before 4.13). A container that was killed keeps its series for an hour after it
 * has gone.
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
    CgroupParts.each(
        sample,
        out,
        KILLS,
        CgroupUsage::memory,
        (memory, cgroup, to) -> to.sampleIfKnown(cgroup.labels(), memory.oomKills()));
    for (Lasting.Gone each : sample.told().gone()) {
      out.sample(each.labels(), each.oomKills());
    }
  }
}
