package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Throttling of cgroups that have a processor quota; the others have no such series.
 *
 * <pre>{@code
 * container_cpu_cfs_periods_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 120
 * container_cpu_cfs_throttled_periods_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 118
 * container_cpu_cfs_throttled_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 9.412
 * }</pre>
 */
final class ContainerThrottlingMetrics implements SubjectMetrics {
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
    each(
        sample,
        out,
        PERIODS,
        (c, g, to) -> {
          if (c.quotaMicros() != null) {
            to.sample(g.labels(), c.periods());
          }
        });
    each(
        sample,
        out,
        THROTTLED,
        (c, g, to) -> {
          if (c.quotaMicros() != null) {
            to.sample(g.labels(), c.throttledPeriods());
          }
        });
    each(
        sample,
        out,
        SECONDS,
        (c, g, to) -> {
          if (c.quotaMicros() != null) {
            to.sample(g.labels(), c.throttledSeconds());
          }
        });
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Cpu> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::cpu, writer);
  }
}
