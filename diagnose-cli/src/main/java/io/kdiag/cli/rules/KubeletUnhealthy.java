package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;

/** kubelet runs and does not say that it is well. */
final class KubeletUnhealthy implements Rule {

  @Override
  public String code() {
    return "KubeletUnhealthy";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    Part kubelet = Part.of(evidence, "kubelet");
    ProbeResult answer = Answers.first(evidence, ProbeResult.Kind.KUBELET);
    if (kubelet == null || !kubelet.running() || answer == null || !Answers.failed(answer)) {
      return List.of();
    }
    return List.of(finding(evidence, kubelet, answer));
  }

  private Finding finding(Evidence evidence, Part kubelet, ProbeResult answer) {
    boolean certain = answer.outcome() != Outcome.REFUSED && !kubelet.justStarted();
    Finding.Builder finding =
        Finding.of(
            code(),
            certain ? Severity.CRITICAL : Severity.WARNING,
            kubelet.object(),
            "kubelet runs (pid " + kubelet.component().pid() + ") but " + Answers.says(answer));
    finding.confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY);
    Answers.quote(finding, evidence, answer);
    kubelet.lastWords(finding);
    if (kubelet.justStarted()) {
      finding.against(evidence.now(), "/proc", "kubelet was started less than a minute ago");
    }
    finding.look("Ask it yourself", "curl -sS -m 5 " + answer.target() + "?verbose");
    kubelet.looks(finding);
    return finding.build();
  }
}
