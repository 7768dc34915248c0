package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;

/** Memory, space or inodes come near to where kubelet evicts pods. */
final class EvictionThresholdNear implements Rule {

  @Override
  public String code() {
    return "EvictionThresholdNear";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (EvictionSignal signal : EvictionSignal.of(evidence)) {
      if (signal.near()) {
        findings.add(finding(evidence, signal));
      }
    }
    return findings;
  }

  private Finding finding(Evidence evidence, EvictionSignal signal) {
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.WARNING,
            signal.object(),
            "kubelet will soon evict pods: "
                + signal.left()
                + " of "
                + signal.what()
                + " is left, and it begins below "
                + signal.quantity(signal.threshold())
                + " ("
                + signal.name()
                + " "
                + signal.setting()
                + ")");
    show(finding, evidence, signal);
    return finding.latent().build();
  }

  /** What shows it and where to look, for what is near as for what is reached. */
  static void show(Finding.Builder finding, Evidence evidence, EvictionSignal signal) {
    KubernetesSetup.Kubelet kubelet = evidence.host().kubernetes().kubelet();
    boolean memory = signal.name().startsWith("memory");
    finding.evidence(evidence.now(), memory ? "/proc/meminfo" : "statvfs", signal.left());
    String file = kubelet.configFile();
    boolean unset =
        kubelet.evictionHard().isEmpty() || kubelet.evictionHard().equals(EvictionSignal.DEFAULTS);
    String source = unset ? "kubelet's default" : file == null ? "kubelet's settings" : file;
    finding.evidence(
        evidence.now(), source, "evictionHard " + signal.name() + ": " + signal.setting());
    if (memory || signal.name().startsWith("imagefs")) {
      finding.confidence(Confidence.LIKELY);
    }
    if (memory) {
      finding.look("See who uses it", "ps -eo rss,pid,comm --sort=-rss | head -15");
    } else {
      String mountPoint = signal.object().substring("filesystem/".length());
      String inodes = signal.bytes() ? "" : "--inodes ";
      finding.look(
          "See who uses it", "du -x " + inodes + "-d 3 " + mountPoint + " | sort -n | tail");
      finding.safe(
          "Remove images that no container uses",
          "crictl rmi --prune",
          "df " + (signal.bytes() ? "-h " : "-i ") + mountPoint,
          "none needed: they are pulled again when a pod asks for them");
    }
    finding.look(
        "See whom kubelet evicted",
        "kubectl get events -A --field-selector reason=Evicted,source=kubelet");
  }
}
