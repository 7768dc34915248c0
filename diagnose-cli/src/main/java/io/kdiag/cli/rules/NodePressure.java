package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * kubelet says that the node runs out of memory, disk or process ids, or has no network: one of its
 * own conditions is True.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/">Node-pressure
 *     eviction</a>
 */
final class NodePressure implements ClusterRule {
  private static final Map<String, String> MEANING =
      Map.of(
          "MemoryPressure", "memory runs out: kubelet evicts pods and takes no best-effort ones",
          "DiskPressure", "disk space or inodes run out: kubelet deletes images and evicts pods",
          "PIDPressure", "process ids run out: kubelet evicts pods",
          "NetworkUnavailable", "the node's network is not set up: its pods cannot be reached");

  @Override
  public String code() {
    return "NodePressure";
  }

  /** Pods that kubelet evicted for it, and those that wait for the node to be well again. */
  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    Set<String> keys = new HashSet<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (Pod pod : cluster.objects().podsOn(cause.object().substring("node/".length()))) {
        if (pod.status().reason().equals("Evicted")) {
          keys.add("*@" + pod.object());
        }
      }
    }
    return keys;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      for (Condition condition : node.conditions()) {
        String meaning = MEANING.get(condition.type());
        if (meaning != null && condition.status().equals("True")) {
          findings.add(finding(now, cluster, node.name(), condition, meaning));
        }
      }
    }
    return findings;
  }

  private Finding finding(
      Instant now, ClusterEvidence cluster, String node, Condition condition, String meaning) {
    return Finding.of(code(), Severity.CRITICAL, "node/" + node, meaning)
        .since(condition.transition())
        .evidence(
            condition.heartbeat() == null ? now : condition.heartbeat(),
            cluster.source(),
            condition.type() + " is True, " + condition.reason() + ": " + condition.message())
        .look("Ask the machine itself", "kdiag node --local (on " + node + ")")
        .look("See the pods there", "kubectl get pods -A --field-selector spec.nodeName=" + node)
        .build();
  }
}
