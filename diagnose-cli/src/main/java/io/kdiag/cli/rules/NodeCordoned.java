package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody has told the scheduler to keep new pods off a node.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration">Manual
 *     node administration</a>
 */
final class NodeCordoned implements ClusterRule {

  @Override
  public String code() {
    return "NodeCordoned";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      if (node.unschedulable()) {
        findings.add(finding(cluster, now, node));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node) {
    Instant since =
        node.spec().taints().stream()
            .filter(taint -> taint.key().equals("node.kubernetes.io/unschedulable"))
            .map(Node.Taint::timeAdded)
            .filter(time -> time != null)
            .findFirst()
            .orElse(null);
    return Finding.of(
            code(),
            Severity.WARNING,
            node.object(),
            "it is cordoned: it keeps its pods and takes no new ones, until somebody uncordons it")
        .latent()
        .since(since)
        .evidence(since == null ? now : since, cluster.source(), "spec.unschedulable is true")
        .look(
            "See what still runs there",
            "kubectl get pods -A --field-selector spec.nodeName=" + node.name())
        .safe(
            "Let it take pods again, when its maintenance is over",
            "kubectl uncordon " + node.name(),
            "kubectl get node " + node.name(),
            "kubectl cordon " + node.name())
        .build();
  }
}
