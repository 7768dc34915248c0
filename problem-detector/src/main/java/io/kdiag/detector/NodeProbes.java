package io.kdiag.detector;

import io.kdiag.detector.look.Clock;
import io.kdiag.detector.look.ContainerRuntime;
import io.kdiag.detector.look.Dns;
import io.kdiag.detector.look.KubeProxy;
import io.kdiag.detector.look.KubeletHealthz;
import io.kdiag.detector.look.KubernetesParts;
import io.kdiag.detector.look.Limits;
import io.kdiag.detector.look.Network;
import io.kdiag.detector.look.Pressure;
import io.kdiag.detector.look.Probe;
import io.kdiag.detector.look.Processes;
import io.kdiag.detector.look.ReadonlyMounts;
import io.kdiag.detector.look.Space;
import io.kdiag.detector.look.StuckProcesses;
import io.kdiag.host.HostRoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The looks that a configuration asks for. */
final class NodeProbes {
  private static final String OFF = "off";

  private NodeProbes() {}

  static List<Probe> of(ProblemDetectorConfiguration configuration, HostRoot root) {
    Duration timeout = configuration.probeTimeout();
    Processes processes = new Processes(root);
    KubernetesParts parts = new KubernetesParts(root, processes);
    List<Probe> probes = new ArrayList<>();
    probes.add(new ReadonlyMounts(root));
    probes.add(new Space(root));
    probes.add(new Pressure(root));
    probes.add(new Limits(root));
    probes.add(new Clock(root));
    probes.add(new Network(root));
    probes.add(new StuckProcesses(processes));
    if (!configuration.kubeletHealthzUrl().equals(OFF)) {
      probes.add(new KubeletHealthz(configuration.kubeletHealthzUrl(), timeout));
    }
    if (!configuration.containerRuntimeEndpoint().equals(OFF)) {
      String endpoint = configuration.containerRuntimeEndpoint();
      probes.add(new ContainerRuntime(root, endpoint, parts, timeout));
    }
    if (!configuration.kubeProxyUrl().equals(OFF)) {
      probes.add(new KubeProxy(configuration.kubeProxyUrl(), parts, timeout));
    }
    if (configuration.dns()) {
      probes.add(new Dns(root, parts, timeout));
    }
    return probes;
  }
}
