package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Processor time of cgroups in seconds. Only their sum over processors: {@code cpu} is {@code
 * total}.
 *
 * <pre>{@code
 * container_cpu_system_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 1.24
 * container_cpu_usage_seconds_total{container="web",cpu="total",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 7.204312567
 * container_cpu_user_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 5.96
 * }</pre>
 */
final class ContainerCpuMetrics implements SubjectMetrics {
  private static final Family SYSTEM =
      Family.counter(
          "container_cpu_system_seconds_total", "Cumulative system cpu time consumed in seconds.");
  private static final Family USAGE =
      Family.counter(
          "container_cpu_usage_seconds_total", "Cumulative cpu time consumed in seconds.");
  private static final Family USER =
      Family.counter(
          "container_cpu_user_seconds_total", "Cumulative user cpu time consumed in seconds.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, SYSTEM, (c, g, to) -> to.sampleIfKnown(g.labels(), c.systemSeconds()));
    each(sample, out, USAGE, (c, g, to) -> to.sample(g.cpuLabels(), c.usageSeconds()));
    each(sample, out, USER, (c, g, to) -> to.sampleIfKnown(g.labels(), c.userSeconds()));
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Cpu> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::cpu, writer);
  }
}
