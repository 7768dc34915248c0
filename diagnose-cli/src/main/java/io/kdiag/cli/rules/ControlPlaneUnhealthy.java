package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A part of the control plane runs on this machine and is not well. */
final class ControlPlaneUnhealthy implements Rule {

  @Override
  public String code() {
    return "ControlPlaneUnhealthy";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return ControlPlanePart.explains(cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (ControlPlanePart kind : ControlPlanePart.values()) {
      Part part = Part.of(evidence, kind.program);
      ProbeResult answer = Answers.first(evidence, kind.kind);
      if (part != null
          && part.running()
          && answer != null
          && Answers.failed(answer)
          && !Answers.anyOk(evidence, kind.kind)) {
        findings.add(finding(evidence, kind, part, answer));
      }
    }
    return findings;
  }

  private Finding finding(Evidence evidence, ControlPlanePart kind, Part part, ProbeResult answer) {
    boolean young = part.justStarted();
    Finding.Builder finding =
        Finding.of(
            code(),
            young ? Severity.WARNING : Severity.CRITICAL,
            part.object(),
            kind.program
                + " runs (pid "
                + part.component().pid()
                + ") but "
                + Answers.says(answer)
                + ": "
                + kind.effect);
    Answers.quote(finding, evidence, answer);
    part.lastWords(finding);
    if (young) {
      finding.against(
          evidence.now(), "/proc", kind.program + " was started less than a minute ago");
    }
    finding.look("Ask it yourself", "curl -sSk -m 5 " + answer.target());
    part.looks(finding);
    return finding.build();
  }
}
