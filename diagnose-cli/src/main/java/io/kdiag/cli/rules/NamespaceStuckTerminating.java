package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Namespace;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A namespace is being deleted and does not go: something in it waits for its finalizer, or a part
 * of the API cannot be asked whether something of it is left.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/">Finalizers</a>
 */
final class NamespaceStuckTerminating implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Override
  public String code() {
    return "NamespaceStuckTerminating";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Namespace each : cluster.objects().all(Kind.NAMESPACE, Namespace.class)) {
      Instant deleted = each.metadata().deletionTimestamp();
      if (deleted != null && deleted.isBefore(now.minus(LONG))) {
        findings.add(finding(cluster, now, each, deleted));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Namespace namespace, Instant deleted) {
    List<Condition> why =
        namespace.status().conditions().stream().filter(Condition::holds).toList();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                namespace.object(),
                "it is being deleted and does not go"
                    + (why.isEmpty() ? "" : ": " + why.getLast().message()))
            .since(deleted)
            .evidence(now, cluster.source(), "metadata.deletionTimestamp: " + deleted);
    why.forEach(each -> finding.evidence(now, cluster.source(), each.text()));
    return finding
        .look(
            "See what is left in it",
            "kubectl api-resources --verbs=list --namespaced -o name | xargs -n 1 kubectl get"
                + " --show-kind --ignore-not-found -n "
                + namespace.name())
        .look("See whether a part of the API is not served", "kubectl get apiservices")
        .build();
  }
}
