package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Throttling of cgroups that have a processor quota, and bursts over it; the others have no such
 * series.
 *
 * <pre>{@code
 * container_cpu_cfs_burst_periods_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_cpu_cfs_burst_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_cpu_cfs_periods_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 120
 * container_cpu_cfs_throttled_periods_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 118
 * container_cpu_cfs_throttled_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 9.412
 * }</pre>
 */
final class ContainerThrottlingMetrics implements SubjectMetrics {
  private static final Family BURSTS =
      Family.counter(
          "container_cpu_cfs_burst_periods_total", "Number of periods when burst occurs.");
  private static final Family BURST_SECONDS =
      Family.counter(
          "container_cpu_cfs_burst_seconds_total", "Total time duration when burst occurs.");
  private static final Family PERIODS =
      Family.counter(
          "container_cpu_cfs_periods_total", "Number of elapsed enforcement period intervals.");
  private static final Family THROTTLED =
      Family.counter(
          "container_cpu_cfs_throttled_periods_total", "Number of throttled period intervals.");
  private static final Family SECONDS =
      Family.counter(
          "container_cpu_cfs_throttled_seconds_total",
          "Total time duration the container has been throttled.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    detail(sample, out, BURSTS, (d, labels) -> out.sampleIfKnown(labels, d.bursts()));
    detail(sample, out, BURST_SECONDS, (d, labels) -> out.sampleIfKnown(labels, d.burstSeconds()));
    each(sample, out, PERIODS, (c, g, to) -> to.sample(g.labels(), c.periods()));
    each(sample, out, THROTTLED, (c, g, to) -> to.sample(g.labels(), c.throttledPeriods()));
    each(sample, out, SECONDS, (c, g, to) -> to.sample(g.labels(), c.throttledSeconds()));
  }

  /** Writes a cgroup's sample of the family that has begun, or none. */
  @FunctionalInterface
  private interface Writer {
    void write(CgroupUsage.CpuDetail detail, Labels labels) throws IOException;
  }

  private static void detail(Sample sample, Exposition out, Family family, Writer writer)
      throws IOException {
    each(
        sample,
        out,
        family,
        (cpu, cgroup, to) -> {
          CgroupUsage.CpuDetail detail = cpu.detail();
          if (detail != null) {
            writer.write(detail, cgroup.labels());
          }
        });
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Cpu> writer)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        CgroupUsage::cpu,
        (cpu, cgroup, to) -> {
          if (cpu.quotaMicros() != null) {
            writer.write(cpu, cgroup, to);
          }
        });
  }
}
