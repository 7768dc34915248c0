package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.DisruptionBudget;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.LabelSelector;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A PodDisruptionBudget allows no pod to go, though all its pods are well: no node that has one of
 * them can be drained. A weakness, until a node is cordoned to be drained.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/disruptions/">Disruptions</a>
 */
final class DisruptionBudgetBlocks implements ClusterRule {

  @Override
  public String code() {
    return "DisruptionBudgetBlocks";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (DisruptionBudget each :
        cluster.objects().all(Kind.DISRUPTION_BUDGET, DisruptionBudget.class)) {
      DisruptionBudget.Status status = each.status();
      boolean never =
          status.expectedPods() > 0
              && status.disruptionsAllowed() == 0
              && status.currentHealthy() >= status.expectedPods();
      if (never) {
        findings.add(finding(cluster, now, each));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, DisruptionBudget budget) {
    String draining = draining(cluster, budget);
    DisruptionBudget.Status status = budget.status();
    String wants =
        budget.spec().minAvailable() == null
            ? "maxUnavailable " + budget.spec().maxUnavailable()
            : "minAvailable " + budget.spec().minAvailable();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                budget.object(),
                "with "
                    + wants
                    + " and "
                    + status.expectedPods()
                    + " pods none may ever go"
                    + (draining.isEmpty()
                        ? ", so no node with one of them can be drained"
                        : ", so node " + draining + ", which is cordoned, cannot be drained"))
            .evidence(
                now,
                cluster.source(),
                wants
                    + ", expectedPods: "
                    + status.expectedPods()
                    + ", currentHealthy: "
                    + status.currentHealthy()
                    + ", disruptionsAllowed: 0")
            .look("See it", "kubectl describe " + Kubectl.name(budget))
            .disruptive(
                "Run one pod more, or let one be missing",
                "kubectl edit " + Kubectl.name(budget),
                "kubectl get " + Kubectl.name(budget),
                "kubectl edit it back");
    return draining.isEmpty() ? finding.latent().build() : finding.build();
  }

  /** A cordoned node that still has one of its pods. */
  private static String draining(ClusterEvidence cluster, DisruptionBudget budget) {
    LabelSelector selector = budget.spec().selector();
    for (Pod pod : cluster.objects().podsIn(budget.namespace())) {
      Node node = cluster.objects().node(pod.node());
      if (selector != null
          && selector.matches(pod.labels())
          && node != null
          && node.spec().unschedulable()) {
        return node.name();
      }
    }
    return "";
  }
}
