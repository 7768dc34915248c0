package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pods that nothing made and nothing will make again: when their node goes, they are gone. One
 * finding a namespace; asked about a node or the cluster only.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs">Naked
 *     Pods</a>
 */
final class BarePods implements ClusterRule {
  private static final int MOST_NAMES = 5;

  @Override
  public String code() {
    return "BarePods";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    Kind asked = cluster.subject().kind();
    if (asked != null && asked != Kind.NODE) {
      return List.of();
    }
    Map<String, List<Pod>> bare = new TreeMap<>();
    for (Pod pod : cluster.pods()) {
      if (pod.owner().isEmpty() && pod.phase().equals("Running") && !isStatic(pod)) {
        bare.computeIfAbsent(pod.namespace(), _ -> new ArrayList<>()).add(pod);
      }
    }
    List<Finding> findings = new ArrayList<>();
    bare.forEach((namespace, pods) -> findings.add(finding(cluster, now, namespace, pods)));
    return findings;
  }

  /** kubelet makes it again, from a file. */
  private static boolean isStatic(Pod pod) {
    return pod.metadata().annotations().containsKey("kubernetes.io/config.mirror");
  }

  private Finding finding(ClusterEvidence cluster, Instant now, String namespace, List<Pod> pods) {
    List<String> names = pods.stream().map(Pod::name).limit(MOST_NAMES).toList();
    String more = pods.size() > MOST_NAMES ? ", ..." : "";
    return Finding.of(
            code(),
            Severity.INFO,
            Kind.NAMESPACE.object("", namespace),
            Quantities.count(pods.size())
                + (pods.size() == 1 ? " pod has" : " pods have")
                + " no controller ("
                + String.join(", ", names)
                + more
                + "): when the node goes, nothing makes them again")
        .latent()
        .evidence(now, cluster.source(), "metadata.ownerReferences is empty")
        .look("See them", "kubectl get pods -n " + namespace)
        .build();
  }
}
