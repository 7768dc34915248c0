package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Deployment;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deployments are not acted on: their status speaks of an older version of them, or of none. The
 * controller manager does not run, does not lead, or cannot reach the API server.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/">kube-controller-manager</a>
 */
final class ControllerManagerNotWorking implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Override
  public String code() {
    return "ControllerManagerNotWorking";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ReplicasUnavailable", "RolloutStuck", "ServiceWithoutEndpoints");
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Deployment> untouched = new ArrayList<>();
    for (Deployment each : cluster.objects().all(Kind.DEPLOYMENT, Deployment.class)) {
      Instant created = each.metadata().creationTimestamp();
      boolean old = created != null && created.isBefore(now.minus(LONG));
      if (old && each.status().observedGeneration() < each.metadata().generation()) {
        untouched.add(each);
      }
    }
    return untouched.isEmpty() ? List.of() : List.of(finding(cluster, now, untouched));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, List<Deployment> untouched) {
    Deployment first = untouched.getFirst();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.CRITICAL,
                "cluster",
                "the controller manager does not work: "
                    + Quantities.count(untouched.size())
                    + (untouched.size() == 1 ? " deployment has" : " deployments have")
                    + " changed and nothing follows")
            .evidence(
                now,
                cluster.source(),
                first.object()
                    + ": metadata.generation "
                    + first.metadata().generation()
                    + ", status.observedGeneration "
                    + first.status().observedGeneration());
    return finding
        .confidence(
            ComponentHealth.quote(finding, now, cluster, "controller-manager")
                ? Confidence.CERTAIN
                : Confidence.LIKELY)
        .look(
            "See whether it runs",
            "kubectl get pods -n kube-system -l component=kube-controller-manager")
        .look(
            "See who leads, and when he last said so",
            "kubectl get lease kube-controller-manager -n kube-system -o yaml")
        .build();
  }
}
