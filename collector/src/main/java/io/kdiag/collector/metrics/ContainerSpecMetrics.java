package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What cgroups may use: quota and period in microseconds, shares in version 1's measure, memory in
 * bytes, where 0 is unlimited. The root's memory is the machine's, as kubelet gives it; the swap
 * limit is of memory and swap together in version 1.
 *
 * <pre>{@code
 * container_spec_cpu_period{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 100000
 * container_spec_cpu_quota{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 50000
 * container_spec_cpu_shares{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 512
 * container_spec_memory_limit_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 33554432
 * container_spec_memory_reservation_limit_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_spec_memory_swap_limit_bytes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * }</pre>
 */
final class ContainerSpecMetrics implements SubjectMetrics {
  private static final Family PERIOD =
      Family.gauge("container_spec_cpu_period", "CPU period of the container.");
  private static final Family QUOTA =
      Family.gauge("container_spec_cpu_quota", "CPU quota of the container.");
  private static final Family SHARES =
      Family.gauge("container_spec_cpu_shares", "CPU share of the container.");
  private static final Family MEMORY =
      Family.gauge("container_spec_memory_limit_bytes", "Memory limit for the container.");
  private static final Family RESERVATION =
      Family.gauge(
          "container_spec_memory_reservation_limit_bytes",
          "Memory reservation limit for the container.");
  private static final Family SWAP =
      Family.gauge(
          "container_spec_memory_swap_limit_bytes", "Memory swap limit for the container.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    cpu(sample, out, PERIOD, CgroupUsage.Cpu::periodMicros);
    cpu(sample, out, QUOTA, CgroupUsage.Cpu::quotaMicros);
    cpu(sample, out, SHARES, cpu -> cpu.detail() == null ? null : cpu.detail().shares());
    long machine = sample.node().memory().map(Meminfo::totalBytes).optional().orElse(0L);
    CgroupParts.each(
        sample,
        out,
        MEMORY,
        CgroupUsage::memory,
        (memory, cgroup, to) -> {
          Long limit = memory.limitBytes();
          long none = cgroup.path().equals("/") ? machine : 0;
          to.sample(cgroup.labels(), limit == null ? none : limit);
        });
    memory(sample, out, RESERVATION, CgroupUsage.MemoryDetail::reservationBytes);
    memory(sample, out, SWAP, CgroupUsage.MemoryDetail::swapLimitBytes);
  }

  private static void cpu(
      Sample sample, Exposition out, Family family, Function<CgroupUsage.Cpu, @Nullable Long> value)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        CgroupUsage::cpu,
        (cpu, cgroup, to) -> to.sampleIfKnown(cgroup.labels(), value.apply(cpu)));
  }

  private static void memory(
      Sample sample,
      Exposition out,
      Family family,
      Function<CgroupUsage.MemoryDetail, @Nullable Long> value)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        CgroupUsage::memory,
        (memory, cgroup, to) -> {
          CgroupUsage.MemoryDetail detail = memory.detail();
          if (detail != null) {
            Long limit = value.apply(detail);
            to.sample(cgroup.labels(), limit == null ? 0 : limit);
          }
        });
  }
}
