package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Meminfo;
import java.util.List;
import java.util.Set;

/**
 * Swap is on where kubelet wants it off: kubelet does not start then, or will not the next time.
 * Where kubelet is set to live with swap ({@code failSwapOn: false}) nothing is said.
 */
final class SwapUnderKubelet implements Rule {

  @Override
  public String code() {
    return "SwapUnderKubelet";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL ? Set.of("KubeletDown") : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Meminfo memory = Seen.value(host.last().memory());
    KubernetesSetup kubernetes = host.kubernetes();
    KubernetesSetup.Component kubelet = kubernetes.component("kubelet");
    Boolean failSwapOn = kubernetes.kubelet().failSwapOn();
    if (memory == null
        || memory.swapTotalBytes() == 0
        || kubelet == null
        || (failSwapOn != null && !failSwapOn)) {
      return List.of();
    }
    return List.of(finding(host, memory, kubelet.running(), failSwapOn != null));
  }

  private static Finding finding(
      HostEvidence host, Meminfo memory, boolean running, boolean known) {
    String swap = Quantities.bytes(memory.swapTotalBytes()) + " of swap are on";
    String cause =
        running
            ? swap + " though kubelet wants none: it will not start again like this"
            : swap + " and kubelet does not run: it refuses to start with swap";
    // A kubelet that runs with swap and whose settings are not known may well be set for it.
    Severity severity = running ? (known ? Severity.WARNING : Severity.INFO) : Severity.CRITICAL;
    Finding.Builder finding =
        Finding.of("SwapUnderKubelet", severity, "node/" + host.node(), cause)
            .confidence(known ? Confidence.CERTAIN : Confidence.POSSIBLE)
            .evidence(
                host.last().time(),
                "/proc/meminfo",
                "SwapTotal " + Quantities.bytes(memory.swapTotalBytes()));
    if (known) {
      finding.evidence(
          host.last().time(),
          String.valueOf(host.kubernetes().kubelet().configFile()),
          "failSwapOn is true, the default");
    } else {
      finding.notChecked("kubelet's failSwapOn: its settings could not be read");
    }
    return finding
        .look("See what swap there is and who asks for it", "swapon --show; grep swap /etc/fstab")
        .disruptive(
            "Switch swap off (needs as much free memory as swap is used)",
            "swapoff -a",
            "swapon --show",
            "swapon -a")
        .build();
  }
}
