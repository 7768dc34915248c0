package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.PressureStall;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pressure of cgroups as the kernel averages it, from 0 to 1 over the last 10, 60 and 300 seconds:
 * what needs no rate. Absent on version 1, which has none.
 *
 * <pre>{@code
 * container_pressure_cpu_waiting_ratio{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",window="10s"} 0.4512
 * container_pressure_cpu_waiting_ratio{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",window="60s"} 0.3784
 * container_pressure_cpu_waiting_ratio{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",window="300s"} 0.2
 * }</pre>
 */
final class ContainerPressureRatioMetrics implements SubjectMetrics {
  private static final Family CPU_STALLED =
      Family.gauge(
          "container_pressure_cpu_stalled_ratio",
          "Share of the window in which no task could go on for want of CPU.");
  private static final Family CPU_WAITING =
      Family.gauge(
          "container_pressure_cpu_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of CPU.");
  private static final Family IO_STALLED =
      Family.gauge(
          "container_pressure_io_stalled_ratio",
          "Share of the window in which no task could go on for want of I/O.");
  private static final Family IO_WAITING =
      Family.gauge(
          "container_pressure_io_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of I/O.");
  private static final Family MEMORY_STALLED =
      Family.gauge(
          "container_pressure_memory_stalled_ratio",
          "Share of the window in which no task could go on for want of memory.");
  private static final Family MEMORY_WAITING =
      Family.gauge(
          "container_pressure_memory_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of memory.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, CPU_STALLED, CgroupUsage::cpuPressure, PressureStall::full);
    each(sample, out, CPU_WAITING, CgroupUsage::cpuPressure, PressureStall::some);
    each(sample, out, IO_STALLED, CgroupUsage::ioPressure, PressureStall::full);
    each(sample, out, IO_WAITING, CgroupUsage::ioPressure, PressureStall::some);
    each(sample, out, MEMORY_STALLED, CgroupUsage::memoryPressure, PressureStall::full);
    each(sample, out, MEMORY_WAITING, CgroupUsage::memoryPressure, PressureStall::some);
  }

  private static void each(
      Sample sample,
      Exposition out,
      Family family,
      CgroupParts.Part<PressureStall> part,
      Function<PressureStall, PressureStall.@Nullable Stall> of)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        part,
        (pressure, cgroup, to) -> PressureWindows.write(of.apply(pressure), cgroup.labels(), to));
  }
}
