package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** All metrics there are, by name: a new one is a class and its line here. */
public final class AllMetrics {
  /** Kubelet's: labels, types and units are those of its {@code /metrics/cadvisor}. */
  public static final List<SubjectMetrics> CONTAINER =
      List.of(
          new ContainerCpuMetrics(),
          new ContainerMemoryMetrics(),
          new ContainerOomMetrics(),
          new ContainerPressureMetrics(),
          new ContainerSeenMetrics(),
          new ContainerSpecMetrics(),
          new ContainerThreadsMetrics(),
          new ContainerThrottlingMetrics());

  /** Named as node_exporter's. */
  public static final List<SubjectMetrics> NODE =
      List.of(
          new NodeConntrackMetrics(),
          new NodeCpuMetrics(),
          new NodeDiskMetrics(),
          new NodeFileHandleMetrics(),
          new NodeFilesystemMetrics(),
          new NodeKernelMetrics(),
          new NodeLoadMetrics(),
          new NodeMemoryMetrics(),
          new NodeNetworkMetrics(),
          new NodePressureMetrics(),
          new NodeVmstatMetrics());

  private AllMetrics() {}

  /** Writes the families of {@code metrics}; does not close {@code out}. */
  public static void write(List<SubjectMetrics> metrics, Sample sample, OutputStream out)
      throws IOException {
    Exposition exposition = new Exposition(out);
    for (SubjectMetrics each : metrics) {
      each.write(sample, exposition);
    }
    exposition.flush();
  }
}
