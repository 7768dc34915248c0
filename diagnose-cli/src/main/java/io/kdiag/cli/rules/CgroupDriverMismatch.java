package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import java.util.List;
import java.util.Set;

/** kubelet and the container runtime manage cgroups in two ways at once. */
final class CgroupDriverMismatch implements Rule {

  @Override
  public String code() {
    return "CgroupDriverMismatch";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("KubeletDown", "KubeletUnhealthy");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    KubernetesSetup setup = evidence.host().kubernetes();
    String kubelet = setup.kubelet().cgroupDriver();
    String runtime = setup.kubelet().runtimeCgroupDriver();
    if (!setup.isNode() || kubelet == null || runtime == null || kubelet.equals(runtime)) {
      return List.of();
    }
    return List.of(finding(evidence, kubelet, runtime));
  }

  private Finding finding(Evidence evidence, String kubelet, String runtime) {
    String name = KubernetesRuntime.name(evidence);
    long running = containersRunning(evidence);
    Part part = Part.of(evidence, "kubelet");
    boolean works = running > 0 && part != null && part.running();
    Finding.Builder finding =
        Finding.of(
            code(),
            works ? Severity.WARNING : Severity.CRITICAL,
            "node/" + evidence.host().node(),
            "kubelet manages cgroups with the driver "
                + kubelet
                + ", "
                + name
                + " with "
                + runtime
                + ": pods fail to start, or run outside the limits that kubelet counts on");
    finding.confidence(works ? Confidence.LIKELY : Confidence.CERTAIN);
    String file = evidence.host().kubernetes().kubelet().configFile();
    finding.evidence(
        evidence.now(), file == null ? "kubelet's settings" : file, "cgroupDriver: " + kubelet);
    finding.evidence(evidence.now(), name + "'s settings", "cgroup driver " + runtime);
    if (works) {
      finding.against(
          evidence.now(),
          "/var/log/pods",
          running
              + " containers run; kubelet from 1.28 on may take the runtime's driver by itself");
    }
    finding.disruptive(
        "Set both to systemd where systemd runs (cgroupfs elsewhere), drain the node, restart both",
        "kubectl drain " + evidence.host().node() + " --ignore-daemonsets",
        "systemctl is-active kubelet " + name,
        "kubectl uncordon " + evidence.host().node());
    return finding.build();
  }

  private static long containersRunning(Evidence evidence) {
    long running = 0;
    for (ContainerState state : Seen.list(evidence.host().containers())) {
      running += state.running() ? 1 : 0;
    }
    return running;
  }
}
