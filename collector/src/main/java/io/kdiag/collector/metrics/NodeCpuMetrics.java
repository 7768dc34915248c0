package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessorTime;
import java.io.IOException;
import java.util.List;

/**
 * Time of each processor in seconds by what it was spent on.
 *
 * <pre>{@code
 * node_cpu_seconds_total{cpu="0",mode="idle"} 6744.64
 * node_cpu_seconds_total{cpu="0",mode="iowait"} 2.86
 * node_cpu_seconds_total{cpu="0",mode="irq"} 0
 * node_cpu_seconds_total{cpu="0",mode="nice"} 0.02
 * node_cpu_seconds_total{cpu="0",mode="softirq"} 1.31
 * node_cpu_seconds_total{cpu="0",mode="steal"} 1.19
 * node_cpu_seconds_total{cpu="0",mode="system"} 90.96
 * node_cpu_seconds_total{cpu="0",mode="user"} 436.9
 * }</pre>
 */
final class NodeCpuMetrics implements SubjectMetrics {
  private static final Family SECONDS =
      Family.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    out.begin(SECONDS);
    if (sample.node().processors()
        instanceof Reading.Present<List<ProcessorTime>>(List<ProcessorTime> processors)) {
      for (ProcessorTime each : processors) {
        write(each, out);
      }
    }
  }

  private static void write(ProcessorTime time, Exposition out) throws IOException {
    String cpu = Integer.toString(time.processor());
    out.sample(Labels.of("cpu", cpu, "mode", "idle"), time.idleSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "iowait"), time.iowaitSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "irq"), time.irqSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "nice"), time.niceSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "softirq"), time.softirqSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "steal"), time.stealSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "system"), time.systemSeconds());
    out.sample(Labels.of("cpu", cpu, "mode", "user"), time.userSeconds());
  }
}
