package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;

/**
 * What cgroups may use: quota and period in microseconds, memory in bytes, where 0 is unlimited.
 * The root's memory is the machine's, as kubelet gives it.
 *
 * <pre>{@code
 * container_spec_cpu_period{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 100000
 * container_spec_cpu_quota{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 50000
 * container_spec_memory_limit_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 33554432
 * }</pre>
 */
final class ContainerSpecMetrics implements SubjectMetrics {
  private static final Family PERIOD =
      Family.gauge("container_spec_cpu_period", "CPU period of the container.");
  private static final Family QUOTA =
      Family.gauge("container_spec_cpu_quota", "CPU quota of the container.");
  private static final Family MEMORY =
      Family.gauge("container_spec_memory_limit_bytes", "Memory limit for the container.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    CgroupParts.each(
        sample,
        out,
        PERIOD,
        CgroupUsage::cpu,
        (cpu, cgroup, to) -> to.sampleIfKnown(cgroup.labels(), cpu.periodMicros()));
    CgroupParts.each(
        sample,
        out,
        QUOTA,
        CgroupUsage::cpu,
        (cpu, cgroup, to) -> to.sampleIfKnown(cgroup.labels(), cpu.quotaMicros()));
    long machine = sample.memory().map(Meminfo::totalBytes).optional().orElse(0L);
    CgroupParts.each(
        sample,
        out,
        MEMORY,
        CgroupUsage::memory,
        (memory, cgroup, to) -> {
          boolean root = cgroup.usage().id().path().equals("/");
          Long limit = memory.limitBytes();
          to.sample(cgroup.labels(), limit != null ? limit : root ? machine : 0);
        });
  }
}
