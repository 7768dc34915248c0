package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ComponentStatus;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The API server asks a member of etcd and gets no good answer.
 *
 * @see <a href="https://etcd.io/docs/latest/op-guide/failures/">etcd, failure modes</a>
 */
final class EtcdUnhealthy implements ClusterRule {

  @Override
  public String code() {
    return "EtcdUnhealthy";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    List<ComponentStatus> members =
        cluster.objects().all(Kind.COMPONENT_STATUS, ComponentStatus.class).stream()
            .filter(each -> each.name().startsWith("etcd-"))
            .toList();
    for (ComponentStatus member : members) {
      Condition healthy = member.healthy();
      if (healthy != null && !healthy.holds()) {
        findings.add(finding(cluster, now, member, healthy, members.size()));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ComponentStatus member, Condition healthy, int all) {
    return Finding.of(
            code(),
            Severity.CRITICAL,
            member.object(),
            member.name()
                + (all == 1
                    ? ", the only member of etcd,"
                    : ", one of " + all + " members of etcd,")
                + " is not healthy: "
                + healthy.message())
        .evidence(now, cluster.source(), healthy.text())
        .look(
            "Ask etcd itself, on its machine",
            "etcdctl endpoint status --cluster -w table; etcdctl alarm list")
        .look("Ask its machine", "kdiag node --local (there)")
        .build();
  }
}
