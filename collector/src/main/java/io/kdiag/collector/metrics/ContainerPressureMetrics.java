package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.PressureStall;
import java.io.IOException;

/**
 * Pressure of cgroups: seconds in which some ({@code waiting}) or all ({@code stalled}) of their
 * tasks waited. Absent on version 1, which has none.
 *
 * <pre>{@code
 * container_pressure_cpu_stalled_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 3.1
 * container_pressure_cpu_waiting_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 12.5
 * container_pressure_io_stalled_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0.2
 * container_pressure_io_waiting_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0.4
 * container_pressure_memory_stalled_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * container_pressure_memory_waiting_seconds_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 0
 * }</pre>
 */
final class ContainerPressureMetrics implements SubjectMetrics {
  private static final Family CPU_STALLED =
      Family.counter(
          "container_pressure_cpu_stalled_seconds_total",
          "Total time duration no tasks in the container could make progress due to CPU congestion.");
  private static final Family CPU_WAITING =
      Family.counter(
          "container_pressure_cpu_waiting_seconds_total",
          "Total time duration tasks in the container have waited due to CPU congestion.");
  private static final Family IO_STALLED =
      Family.counter(
          "container_pressure_io_stalled_seconds_total",
          "Total time duration no tasks in the container could make progress due to IO congestion.");
  private static final Family IO_WAITING =
      Family.counter(
          "container_pressure_io_waiting_seconds_total",
          "Total time duration tasks in the container have waited due to IO congestion.");
  private static final Family MEMORY_STALLED =
      Family.counter(
          "container_pressure_memory_stalled_seconds_total",
          "Total time duration no tasks in the container could make progress due to memory congestion.");
  private static final Family MEMORY_WAITING =
      Family.counter(
          "container_pressure_memory_waiting_seconds_total",
          "Total time duration tasks in the container have waited due to memory congestion.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    stalled(sample, out, CPU_STALLED, CgroupUsage::cpuPressure);
    waiting(sample, out, CPU_WAITING, CgroupUsage::cpuPressure);
    stalled(sample, out, IO_STALLED, CgroupUsage::ioPressure);
    waiting(sample, out, IO_WAITING, CgroupUsage::ioPressure);
    stalled(sample, out, MEMORY_STALLED, CgroupUsage::memoryPressure);
    waiting(sample, out, MEMORY_WAITING, CgroupUsage::memoryPressure);
  }

  private static void waiting(
      Sample sample, Exposition out, Family family, CgroupParts.Part<PressureStall> part)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        part,
        (pressure, cgroup, to) -> to.sample(cgroup.labels(), pressure.some().totalSeconds()));
  }

  /** The kernel has no {@code full} of the processor before 5.13. */
  private static void stalled(
      Sample sample, Exposition out, Family family, CgroupParts.Part<PressureStall> part)
      throws IOException {
    CgroupParts.each(
        sample,
        out,
        family,
        part,
        (pressure, cgroup, to) -> {
          PressureStall.Stall full = pressure.full();
          if (full != null) {
            to.sample(cgroup.labels(), full.totalSeconds());
          }
        });
  }
}
