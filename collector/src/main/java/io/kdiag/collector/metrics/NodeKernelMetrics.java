package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.CpuTimes;
import java.io.IOException;

/**
 * What {@code /proc/stat} counts beside processor time.
 *
 * <pre>{@code
 * node_boot_time_seconds 1795209421
 * node_context_switches_total 6607545
 * node_forks_total 20713
 * node_procs_blocked 0
 * node_procs_running 3
 * }</pre>
 */
final class NodeKernelMetrics implements SubjectMetrics {
  private static final Family BOOT_TIME =
      Family.gauge("node_boot_time_seconds", "Node boot time, in unixtime.");
  private static final Family SWITCHES =
      Family.counter("node_context_switches_total", "Total number of context switches.");
  private static final Family FORKS = Family.counter("node_forks_total", "Total number of forks.");
  private static final Family BLOCKED =
      Family.gauge(
          "node_procs_blocked", "Number of processes blocked waiting for I/O to complete.");
  private static final Family RUNNING =
      Family.gauge("node_procs_running", "Number of processes in runnable state.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().cpu() instanceof Reading.Present<CpuTimes>(CpuTimes cpu)) {
      out.begin(BOOT_TIME).sample(Labels.NONE, cpu.bootTimeEpochSeconds());
      out.begin(SWITCHES).sample(Labels.NONE, cpu.contextSwitches());
      out.begin(FORKS).sample(Labels.NONE, cpu.forks());
      out.begin(BLOCKED).sample(Labels.NONE, cpu.blockedTasks());
      out.begin(RUNNING).sample(Labels.NONE, cpu.runningTasks());
    }
  }
}
