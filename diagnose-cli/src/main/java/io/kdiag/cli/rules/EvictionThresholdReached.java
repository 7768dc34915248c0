package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;

/** So little is left of memory, space or inodes that kubelet evicts pods. */
final class EvictionThresholdReached implements Rule {

  @Override
  public String code() {
    return "EvictionThresholdReached";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (EvictionSignal signal : EvictionSignal.of(evidence)) {
      if (signal.reached()) {
        findings.add(finding(evidence, signal));
      }
    }
    return findings;
  }

  private Finding finding(Evidence evidence, EvictionSignal signal) {
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.CRITICAL,
            signal.object(),
            "kubelet evicts pods: "
                + signal.left()
                + " of "
                + signal.what()
                + " is left, less than "
                + signal.name()
                + " allows ("
                + signal.setting()
                + ")");
    EvictionThresholdNear.show(finding, evidence, signal);
    return finding.build();
  }
}
