package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A part of the control plane belongs on this machine and does not run. */
final class ControlPlaneDown implements Rule {

  @Override
  public String code() {
    return "ControlPlaneDown";
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
      if (part != null && !part.running() && !Answers.anyOk(evidence, kind.kind)) {
        String cause =
            kind.program + " is not running, though it belongs on this machine: " + kind.effect;
        findings.add(part.down(code(), cause).build());
      }
    }
    return findings;
  }
}
