package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Deployment;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A Deployment is paused while not all its pods are of its present template: the change that
 * somebody made does not go out.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment">Pausing
 *     and resuming a rollout</a>
 */
final class RolloutPaused implements ClusterRule {

  @Override
  public String code() {
    return "RolloutPaused";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ReplicasUnavailable@" + cause.object(), "RolloutStuck@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Deployment each : cluster.objects().all(Kind.DEPLOYMENT, Deployment.class)) {
      if (each.spec().paused() && each.status().updatedReplicas() < each.wanted()) {
        findings.add(finding(cluster, now, each));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Deployment deployment) {
    Condition progressing = deployment.condition("Progressing");
    return Finding.of(
            code(),
            Severity.WARNING,
            deployment.object(),
            "it is paused: "
                + deployment.status().updatedReplicas()
                + " of "
                + deployment.wanted()
                + " pods are of its present template, the others do not follow until it goes on")
        .since(
            progressing != null && progressing.reason().equals("DeploymentPaused")
                ? progressing.transition()
                : null)
        .evidence(now, cluster.source(), "spec.paused: true")
        .look("See what would change", "kubectl rollout history " + Kubectl.name(deployment))
        .disruptive(
            "Let it go on",
            "kubectl rollout resume " + Kubectl.name(deployment),
            "kubectl rollout status " + Kubectl.name(deployment),
            "kubectl rollout pause " + Kubectl.name(deployment))
        .build();
  }
}
