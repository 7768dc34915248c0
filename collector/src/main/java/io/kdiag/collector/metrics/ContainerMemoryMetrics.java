package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Memory of cgroups in bytes. The working set is what kubelet evicts by: usage without inactive
 * file pages.
 *
 * <pre>{@code
 * container_memory_cache{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 90112
 * container_memory_rss{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 4096
 * container_memory_usage_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 131072
 * container_memory_working_set_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 90112
 * }</pre>
 */
final class ContainerMemoryMetrics implements SubjectMetrics {
  private static final Family CACHE =
      Family.gauge("container_memory_cache", "Number of bytes of page cache memory.");
  private static final Family RSS = Family.gauge("container_memory_rss", "Size of RSS in bytes.");
  private static final Family USAGE =
      Family.gauge(
          "container_memory_usage_bytes",
          "Current memory usage in bytes, including all memory regardless of when it was accessed");
  private static final Family WORKING_SET =
      Family.gauge("container_memory_working_set_bytes", "Current working set in bytes.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, CACHE, (c, g, to) -> to.sampleIfKnown(g.labels(), c.cacheBytes()));
    each(sample, out, RSS, (c, g, to) -> to.sampleIfKnown(g.labels(), c.rssBytes()));
    each(sample, out, USAGE, (c, g, to) -> to.sample(g.labels(), c.usageBytes()));
    each(sample, out, WORKING_SET, (c, g, to) -> to.sample(g.labels(), c.workingSetBytes()));
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Memory> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::memory, writer);
  }
}
