package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pressure of the machine as the kernel averages it, from 0 to 1 over the last 10, 60 and 300
 * seconds. node_exporter has none of it.
 *
 * <pre>{@code
 * node_pressure_memory_waiting_ratio{window="10s"} 0.0125
 * node_pressure_memory_waiting_ratio{window="60s"} 0.003
 * node_pressure_memory_waiting_ratio{window="300s"} 0
 * }</pre>
 */
final class NodePressureRatioMetrics implements SubjectMetrics {
  private static final Family CPU_STALLED =
      Family.gauge(
          "node_pressure_cpu_stalled_ratio",
          "Share of the window in which no task could go on for want of CPU.");
  private static final Family CPU_WAITING =
      Family.gauge(
          "node_pressure_cpu_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of CPU.");
  private static final Family IO_STALLED =
      Family.gauge(
          "node_pressure_io_stalled_ratio",
          "Share of the window in which no task could go on for want of I/O.");
  private static final Family IO_WAITING =
      Family.gauge(
          "node_pressure_io_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of I/O.");
  private static final Family MEMORY_STALLED =
      Family.gauge(
          "node_pressure_memory_stalled_ratio",
          "Share of the window in which no task could go on for want of memory.");
  private static final Family MEMORY_WAITING =
      Family.gauge(
          "node_pressure_memory_waiting_ratio",
          "Share of the window in which some tasks could not go on for want of memory.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample.node().cpuPressure(), out, CPU_STALLED, PressureStall::full);
    each(sample.node().cpuPressure(), out, CPU_WAITING, PressureStall::some);
    each(sample.node().ioPressure(), out, IO_STALLED, PressureStall::full);
    each(sample.node().ioPressure(), out, IO_WAITING, PressureStall::some);
    each(sample.node().memoryPressure(), out, MEMORY_STALLED, PressureStall::full);
    each(sample.node().memoryPressure(), out, MEMORY_WAITING, PressureStall::some);
  }

  private static void each(
      Reading<PressureStall> reading,
      Exposition out,
      Family family,
      Function<PressureStall, PressureStall.@Nullable Stall> of)
      throws IOException {
    if (reading instanceof Reading.Present<PressureStall>(PressureStall pressure)) {
      out.begin(family);
      PressureWindows.write(of.apply(pressure), Labels.NONE, out);
    }
  }
}
