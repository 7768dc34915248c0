package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import java.io.IOException;

/**
 * Pressure of the machine: seconds in which some ({@code waiting}) or all ({@code stalled}) tasks
 * waited. Absent where the kernel has none.
 *
 * <pre>{@code
 * node_pressure_cpu_waiting_seconds_total 1201.897128
 * node_pressure_io_stalled_seconds_total 3.2
 * node_pressure_io_waiting_seconds_total 4.1
 * node_pressure_memory_stalled_seconds_total 0
 * node_pressure_memory_waiting_seconds_total 0
 * }</pre>
 */
final class NodePressureMetrics implements SubjectMetrics {
  private static final Family CPU_WAITING =
      Family.counter(
          "node_pressure_cpu_waiting_seconds_total",
          "Total time in seconds that processes have waited for CPU time");
  private static final Family IO_STALLED =
      Family.counter(
          "node_pressure_io_stalled_seconds_total",
          "Total time in seconds no process could make progress due to IO congestion");
  private static final Family IO_WAITING =
      Family.counter(
          "node_pressure_io_waiting_seconds_total",
          "Total time in seconds that processes have waited due to IO congestion");
  private static final Family MEMORY_STALLED =
      Family.counter(
          "node_pressure_memory_stalled_seconds_total",
          "Total time in seconds no process could make progress due to memory congestion");
  private static final Family MEMORY_WAITING =
      Family.counter(
          "node_pressure_memory_waiting_seconds_total",
          "Total time in seconds that processes have waited for memory");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    waiting(sample.node().cpuPressure(), CPU_WAITING, out);
    stalled(sample.node().ioPressure(), IO_STALLED, out);
    waiting(sample.node().ioPressure(), IO_WAITING, out);
    stalled(sample.node().memoryPressure(), MEMORY_STALLED, out);
    waiting(sample.node().memoryPressure(), MEMORY_WAITING, out);
  }

  private static void waiting(Reading<PressureStall> reading, Family family, Exposition out)
      throws IOException {
    if (reading instanceof Reading.Present<PressureStall>(PressureStall pressure)) {
      out.begin(family).sample(Labels.NONE, pressure.some().totalSeconds());
    }
  }

  private static void stalled(Reading<PressureStall> reading, Family family, Exposition out)
      throws IOException {
    if (reading instanceof Reading.Present<PressureStall>(PressureStall pressure)
        && pressure.full() != null) {
      out.begin(family).sample(Labels.NONE, pressure.full().totalSeconds());
    }
  }
}
