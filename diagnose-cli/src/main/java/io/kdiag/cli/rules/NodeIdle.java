package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;

/**
 * Nodes that nothing but their DaemonSets uses, in a cluster of several: they cost and do nothing.
 */
final class NodeIdle implements ClusterRule {
  private static final int LEAST_NODES = 3;
  private static final int NAMED = 10;

  @Override
  public String code() {
    return "NodeIdle";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Node> nodes = cluster.objects().nodes();
    if (nodes.size() < LEAST_NODES
        || !cluster.objects().complete(Kind.NODE, "")
        || !cluster.objects().complete(Kind.POD, "")) {
      return List.of();
    }
    List<Node> idle = nodes.stream().filter(node -> isIdle(cluster, node)).toList();
    return idle.isEmpty() ? List.of() : List.of(finding(cluster, now, idle, nodes.size()));
  }

  private static boolean isIdle(ClusterEvidence cluster, Node node) {
    return node.ready()
        && !node.unschedulable()
        && node.spec().taints().isEmpty()
        && cluster.objects().podsOn(node.name()).stream()
            .filter(pod -> !pod.finished())
            .allMatch(pod -> isOfTheNode(cluster, pod));
  }

  private static boolean isOfTheNode(ClusterEvidence cluster, Pod pod) {
    KubeObject owner = cluster.objects().topOwnerOf(pod);
    return owner.kind() == Kind.DAEMON_SET
        || pod.owner().startsWith("DaemonSet/")
        || pod.owner().startsWith("Node/");
  }

  private Finding finding(ClusterEvidence cluster, Instant now, List<Node> idle, int all) {
    List<String> names = idle.stream().limit(NAMED).map(Node::name).toList();
    return Finding.of(
            code(),
            Severity.INFO,
            "cluster",
            idle.size()
                + " of "
                + all
                + " nodes run nothing but their DaemonSets: they could be given back")
        .latent()
        .evidence(
            now, cluster.source(), String.join(", ", names) + (idle.size() > NAMED ? ", ..." : ""))
        .look("See what the nodes hold", "kubectl top nodes; kubectl describe nodes")
        .build();
  }
}
