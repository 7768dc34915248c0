package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Node.Taint;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A taint that somebody set keeps pods off a node. Taints that tell of the node's own state are the
 * findings of their causes; those of control planes and special machines are meant.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints
 *     and tolerations</a>
 */
final class NodeTainted implements ClusterRule {

  @Override
  public String code() {
    return "NodeTainted";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      for (Taint taint : node.spec().taints()) {
        boolean ofKubernetes =
            taint.key().contains("kubernetes.io/") || taint.key().contains("k8s.io/");
        boolean keepsOff =
            taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
        if (keepsOff && !ofKubernetes && !isForSomebody(cluster.objects(), node, taint)) {
          findings.add(finding(cluster, now, node, taint));
        }
      }
    }
    return findings;
  }

  /** Whether pods run there that are meant for it: they tolerate just this. */
  private static boolean isForSomebody(KubeObjects objects, Node node, Taint taint) {
    for (Pod pod : objects.podsOn(node.name())) {
      if (pod.spec().tolerations().stream()
          .anyMatch(each -> each.key().equals(taint.key()) && each.tolerates(taint))) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node, Taint taint) {
    return Finding.of(
            code(),
            Severity.WARNING,
            node.object(),
            "the taint "
                + taint.text()
                + " keeps pods off it, and no pod on it is there because it tolerates that")
        .latent()
        .since(taint.timeAdded())
        .evidence(now, cluster.source(), "spec.taints holds " + taint.text())
        .look("See its taints", "kubectl get node " + node.name() + " -o jsonpath='{.spec.taints}'")
        .safe(
            "Take the taint away, if nobody needs it",
            "kubectl taint node " + node.name() + " " + taint.text() + "-",
            "kubectl describe node " + node.name(),
            "kubectl taint node " + node.name() + " " + taint.text())
        .build();
  }
}
