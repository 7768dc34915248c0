package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Deployment;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment's new pods did not become available within its progress deadline. A consequence of
 * what is wrong with the new pods, where that is seen.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment">Failed
 *     Deployment</a>
 */
final class RolloutStuck implements ClusterRule {

  @Override
  public String code() {
    return "RolloutStuck";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ReplicasUnavailable@" + cause.object());
  }

  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return WorkloadPods.keys(symptom, evidence);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Deployment each : cluster.objects().all(Kind.DEPLOYMENT, Deployment.class)) {
      Condition late = late(each);
      if (late != null) {
        findings.add(finding(cluster, now, each, late));
      }
    }
    return findings;
  }

  private static @Nullable Condition late(Deployment deployment) {
    Condition progressing = deployment.condition("Progressing");
    boolean late =
        progressing != null
            && progressing.status().equals("False")
            && progressing.reason().equals("ProgressDeadlineExceeded");
    return late ? progressing : null;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Deployment deployment, Condition late) {
    Deployment.Status status = deployment.status();
    return Finding.of(
            code(),
            Severity.WARNING,
            deployment.object(),
            "its rollout is stuck: "
                + status.updatedReplicas()
                + " of "
                + deployment.wanted()
                + " pods are of the new version, "
                + status.availableReplicas()
                + " of all are available")
        .since(late.transition())
        .evidence(now, cluster.source(), late.text())
        .look(
            "Ask about the workload",
            "kdiag workload deployment/" + deployment.name() + " -n " + deployment.namespace())
        .disruptive(
            "Go back to the version before",
            "kubectl rollout undo " + Kubectl.name(deployment),
            "kubectl rollout status " + Kubectl.name(deployment),
            "kubectl rollout undo " + Kubectl.name(deployment))
        .build();
  }
}
