package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** All metrics there are, by name: a new one is a class and its line here. */
public final class AllMetrics {
  /** Kubelet's: labels, types and units are those of its {@code /metrics/cadvisor}. */
  public static final List<SubjectMetrics> CONTAINER =
      List.of(
          new ContainerCpuMetrics(),
          new ContainerDiskMetrics(),
          new ContainerHistoryMetrics(),
          new ContainerIoMetrics(),
          new ContainerMemoryMetrics(),
          new ContainerNetworkMetrics(),
          new ContainerOomMetrics(),
          new ContainerPressureMetrics(),
          new ContainerPressureRatioMetrics(),
          new ContainerProcessesMetrics(),
          new ContainerSeenMetrics(),
          new ContainerSpecMetrics(),
          new ContainerThreadsMetrics(),
          new ContainerThrottlingMetrics(),
          new MachineMetrics());

  /** Named as node_exporter's, and as kube-state-metrics' of this node and its pods. */
  public static final List<SubjectMetrics> NODE =
      List.of(
          new KubeNodeMetrics(),
          new KubePodMetrics(),
          new NodeConntrackMetrics(),
          new NodeCpuMetrics(),
          new NodeDiskMetrics(),
          new NodeFileHandleMetrics(),
          new NodeFilesystemMetrics(),
          new NodeIdentityMetrics(),
          new NodeInterfaceMetrics(),
          new NodeKernelMetrics(),
          new NodeLoadMetrics(),
          new NodeMemoryMetrics(),
          new NodeNetstatMetrics(),
          new NodeNetworkMetrics(),
          new NodePressureMetrics(),
          new NodePressureRatioMetrics(),
          new NodeSocketMetrics(),
          new NodeTimexMetrics(),
          new NodeVmstatMetrics());

  /** Off unless asked for: they cost much, or another exporter has them under the same names. */
  static final Set<String> OFF_BY_DEFAULT = Set.of("container-disk", "kube-node", "kube-pod");

  private AllMetrics() {}

  /** Writes the families of {@code metrics}; does not close {@code out}. */
  public static void write(List<SubjectMetrics> metrics, Sample sample, OutputStream out)
      throws IOException {
    Exposition exposition = new Exposition(out);
    write(metrics, sample, exposition);
    exposition.flush();
  }

  static void write(List<SubjectMetrics> metrics, Sample sample, Exposition out)
      throws IOException {
    for (SubjectMetrics each : metrics) {
      each.write(sample, out);
    }
  }
}
