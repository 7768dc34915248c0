package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Memory of cgroups in bytes, and page faults since they exist. The working set is what kubelet
 * evicts by: usage without inactive file pages. How often a limit was hit and the faults of a
 * cgroup alone, without those below it, only version 1 tells.
 *
 * <pre>{@code
 * container_memory_cache{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 90112
 * container_memory_failcnt{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_memory_failures_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",failure_type="pgfault",scope="hierarchy"} 612
 * container_memory_mapped_file{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 32768
 * container_memory_max_usage_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 2510848
 * container_memory_rss{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 4096
 * container_memory_swap{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_memory_usage_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 131072
 * container_memory_working_set_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 90112
 * }</pre>
 */
final class ContainerMemoryMetrics implements SubjectMetrics {
  private static final Labels FAULTS = failure("pgfault", "hierarchy");
  private static final Labels MAJOR_FAULTS = failure("pgmajfault", "hierarchy");
  private static final Labels OWN_FAULTS = failure("pgfault", "container");
  private static final Labels OWN_MAJOR_FAULTS = failure("pgmajfault", "container");

  private static final Family CACHE =
      Family.gauge("container_memory_cache", "Number of bytes of page cache memory.");
  private static final Family FAILCNT =
      Family.counter("container_memory_failcnt", "Number of memory usage hits limits");
  private static final Family FAILURES =
      Family.counter(
          "container_memory_failures_total", "Cumulative count of memory allocation failures.");
  private static final Family MAPPED =
      Family.gauge("container_memory_mapped_file", "Size of memory mapped files in bytes.");
  private static final Family MOST =
      Family.gauge("container_memory_max_usage_bytes", "Maximum memory usage recorded in bytes");
  private static final Family RSS = Family.gauge("container_memory_rss", "Size of RSS in bytes.");
  private static final Family SWAP =
      Family.gauge("container_memory_swap", "Container swap usage in bytes.");
  private static final Family USAGE =
      Family.gauge(
          "container_memory_usage_bytes",
          "Current memory usage in bytes, including all memory regardless of when it was accessed");
  private static final Family WORKING_SET =
      Family.gauge("container_memory_working_set_bytes", "Current working set in bytes.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, CACHE, (c, g, to) -> to.sampleIfKnown(g.labels(), c.cacheBytes()));
    detail(
        sample,
        out,
        FAILCNT,
        (c, d, labels) -> {
          if (d.ownPageFaults() != null) {
            out.sampleIfKnown(labels, c.limitHits());
          }
        });
    detail(sample, out, FAILURES, (c, d, labels) -> failures(d, labels, out));
    detail(sample, out, MAPPED, (c, d, labels) -> out.sampleIfKnown(labels, d.mappedFileBytes()));
    detail(sample, out, MOST, (c, d, labels) -> out.sampleIfKnown(labels, d.maxUsageBytes()));
    each(sample, out, RSS, (c, g, to) -> to.sampleIfKnown(g.labels(), c.rssBytes()));
    detail(sample, out, SWAP, (c, d, labels) -> out.sampleIfKnown(labels, d.swapBytes()));
    each(sample, out, USAGE, (c, g, to) -> to.sample(g.labels(), c.usageBytes()));
    each(sample, out, WORKING_SET, (c, g, to) -> to.sample(g.labels(), c.workingSetBytes()));
  }

  private static void failures(CgroupUsage.MemoryDetail detail, Labels labels, Exposition out)
      throws IOException {
    failure(detail.ownPageFaults(), labels, OWN_FAULTS, out);
    failure(detail.pageFaults(), labels, FAULTS, out);
    failure(detail.ownMajorPageFaults(), labels, OWN_MAJOR_FAULTS, out);
    failure(detail.majorPageFaults(), labels, MAJOR_FAULTS, out);
  }

  private static void failure(@Nullable Long count, Labels labels, Labels failure, Exposition out)
      throws IOException {
    if (count != null) {
      out.sample(labels, failure, count.longValue());
    }
  }

  private static Labels failure(String type, String scope) {
    return Labels.of("failure_type", type, "scope", scope);
  }

  /** Writes a cgroup's sample of the family that has begun, or none. */
  @FunctionalInterface
  private interface Writer {
    void write(CgroupUsage.Memory memory, CgroupUsage.MemoryDetail detail, Labels labels)
        throws IOException;
  }

  private static void detail(Sample sample, Exposition out, Family family, Writer writer)
      throws IOException {
    each(
        sample,
        out,
        family,
        (memory, cgroup, to) -> {
          CgroupUsage.MemoryDetail detail = memory.detail();
          if (detail != null) {
            writer.write(memory, detail, cgroup.labels());
          }
        });
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Memory> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::memory, writer);
  }
}
