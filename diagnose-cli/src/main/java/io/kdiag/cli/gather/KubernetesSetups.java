package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;
import java.util.Map;

/** Finds what of Kubernetes is on a machine, by its files, units and processes, running or not. */
public final class KubernetesSetups {
  private KubernetesSetups() {}

  public static KubernetesSetup read(HostRoot root, List<ProcessStat> processes) {
    return new KubernetesSetup(
        List.of(),
        new KubernetesSetup.Kubelet(
            null,
            "/var/lib/kubelet",
            null,
            null,
            null,
            null,
            Map.of(),
            "/etc/cni/net.d",
            null,
            "/opt/cni/bin",
            List.of()),
        List.of(),
        List.of(),
        List.of());
  }
}
