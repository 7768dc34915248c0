package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pods are bound to a node that does not exist any more: nobody runs or removes them. */
final class PodOnMissingNode implements ClusterRule {

  @Override
  public String code() {
    return "PodOnMissingNode";
  }

  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    String node = cause.object().substring("node/".length());
    return cluster == null
        ? Set.of()
        : cluster.objects().podsOn(node).stream()
            .map(pod -> "*@" + pod.object())
            .collect(Collectors.toSet());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    Map<String, List<Pod>> gone = new TreeMap<>();
    for (Pod pod : cluster.pods()) {
      if (!pod.node().isEmpty()
          && !pod.finished()
          && cluster.objects().absent(Kind.NODE, "", pod.node())) {
        gone.computeIfAbsent(pod.node(), _ -> new ArrayList<>()).add(pod);
      }
    }
    List<Finding> findings = new ArrayList<>();
    gone.forEach((node, pods) -> findings.add(finding(cluster, now, node, pods)));
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, String node, List<Pod> pods) {
    Pod first = pods.getFirst();
    String names = first.name() + " -n " + first.namespace();
    return Finding.of(
            code(),
            Severity.WARNING,
            "node/" + node,
            "the node does not exist any more, and "
                + (pods.size() == 1 ? "1 pod is" : pods.size() + " pods are")
                + " still bound to it: nobody runs them, and nobody removes them")
        .evidence(now, cluster.source(), "spec.nodeName of " + first.object() + " is " + node)
        .look("See the nodes that there are", "kubectl get nodes")
        .disruptive(
            "Remove such a pod, once you are sure that the machine is off",
            "kubectl delete pod " + names + " --grace-period=0 --force",
            "kubectl get pod " + names,
            "")
        .build();
  }
}
