package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.rules.LogPatterns.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container fails, and its last lines name this cause. Causes of which the cluster knows more are
 * {@link CalledServiceFails}'s.
 */
final class SaidCause implements ClusterRule {
  private final LogCause cause;

  SaidCause(LogCause cause) {
    this.cause = cause;
  }

  @Override
  public String code() {
    return cause.code();
  }

  @Override
  public Set<String> explains(Finding finding) {
    return Failing.symptoms(finding);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Complaint complaint : Complaint.all(cluster, now)) {
      Said said = complaint.said();
      if (said.cause() == cause) {
        findings.add(complaint.finding(cluster, now, cause.meaning(said.what())).build());
      }
    }
    return findings;
  }
}
