package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A node holds as many pods as its kubelet takes ({@code maxPods}), or nearly. */
final class NodePodsFull implements ClusterRule {
  private static final double NEARLY = 0.95;

  @Override
  public String code() {
    return "NodePodsFull";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      Long most = node.allocatable("pods");
      int pods = NodeLoad.of(cluster.objects(), node).pods();
      if (most != null && most > 0 && pods >= most * NEARLY) {
        findings.add(finding(cluster, now, node, pods, most));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node, int pods, long most) {
    String cause =
        "it holds "
            + pods
            + " of the "
            + most
            + " pods that its kubelet takes"
            + (pods >= most
                ? ": it takes no more, whatever is free of its processors and memory"
                : "");
    return Finding.of(code(), Severity.WARNING, node.object(), cause)
        .latent()
        .evidence(now, cluster.source(), "status.allocatable.pods is " + most)
        .look(
            "See which they are",
            "kubectl get pods -A --field-selector spec.nodeName=" + node.name())
        .disruptive(
            "Raise maxPods in kubelet's configuration, where the pod network has addresses for it",
            "systemctl restart kubelet (on " + node.name() + ")",
            "kubectl get node " + node.name() + " -o jsonpath='{.status.allocatable.pods}'",
            "set maxPods back and restart kubelet")
        .build();
  }
}
