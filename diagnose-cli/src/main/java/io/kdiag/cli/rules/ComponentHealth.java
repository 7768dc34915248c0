package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ComponentStatus;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import java.time.Instant;

/** What the API server finds when it asks a part of the control plane; not all can be asked. */
final class ComponentHealth {
  private ComponentHealth() {}

  /** Quotes what it says of {@code component} where that is not healthy; false where it is. */
  static boolean quote(
      Finding.Builder finding, Instant now, ClusterEvidence cluster, String component) {
    Condition healthy =
        cluster.objects().find(Kind.COMPONENT_STATUS, "", component)
                instanceof ComponentStatus status
            ? status.healthy()
            : null;
    if (healthy == null || healthy.holds()) {
      return false;
    }
    finding.evidence(
        now, cluster.source(), "componentstatus " + component + ": " + healthy.message());
    return true;
  }
}
