package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.rules.NodeFit.Misfit;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler finds no node for a pod. Which constraint keeps it from which node is reckoned over
 * all nodes; the one with the fewest says what would help.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">Assigning
 *     Pods to Nodes</a>
 */
final class PodUnschedulable implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int MOST_QUOTED = 5;

  @Override
  public String code() {
    return "PodUnschedulable";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      Condition scheduled = pod.node().isEmpty() ? pod.condition("PodScheduled") : null;
      if (scheduled != null && !scheduled.holds() && isUnschedulable(now, pod, scheduled)) {
        findings.add(finding(cluster, now, pod, scheduled));
      }
    }
    return findings;
  }

  private static boolean isUnschedulable(Instant now, Pod pod, Condition scheduled) {
    Instant since = scheduled.transition();
    return scheduled.reason().equals("Unschedulable")
        && !pod.terminating()
        && (since == null || since.isBefore(now.minus(LONG)));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod, Condition scheduled) {
    Map<Node, List<Misfit>> misfits = misfits(cluster, pod);
    Node nearest = nearest(misfits);
    String reckoned = nearest == null ? "" : reckoned(misfits, nearest);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "no node can take it: " + (reckoned.isEmpty() ? scheduled.message() : reckoned))
            .since(scheduled.transition())
            .evidence(
                scheduled.transition() == null ? now : scheduled.transition(),
                "scheduler",
                scheduled.message());
    misfits.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .limit(MOST_QUOTED)
        .forEach(
            each ->
                finding.evidence(
                    now, cluster.source(), "node " + each.getKey().name() + ": " + texts(each)));
    if (misfits.isEmpty()) {
      finding.notChecked("which node lacks what: not all nodes were read");
    }
    return finding
        .look("See what it asks for", PodNames.kubectl("describe", pod, ""))
        .look(
            "See what the nodes have left",
            "kubectl describe nodes | grep -A9 'Allocated resources'")
        .build();
  }

  /** Of each node; empty where not all nodes were read. */
  private static Map<Node, List<Misfit>> misfits(ClusterEvidence cluster, Pod pod) {
    Map<Node, List<Misfit>> misfits = new LinkedHashMap<>();
    if (cluster.objects().complete(Kind.NODE, "")) {
      NodeFit fit = new NodeFit(cluster, pod);
      cluster.objects().nodes().forEach(node -> misfits.put(node, fit.on(node)));
    }
    return misfits;
  }

  /** Null where any node would do, or none is known. */
  private static @Nullable Node nearest(Map<Node, List<Misfit>> misfits) {
    Node nearest = null;
    int best = Integer.MAX_VALUE;
    for (Map.Entry<Node, List<Misfit>> each : misfits.entrySet()) {
      int count = each.getValue().size();
      if (count == 0) {
        return null;
      }
      int rank = rank(each.getKey(), count);
      if (rank < best) {
        nearest = each.getKey();
        best = rank;
      }
    }
    return nearest;
  }

  private static int rank(Node node, int misfits) {
    return 2 * misfits + (node.ready() ? 0 : 1);
  }

  private static String reckoned(Map<Node, List<Misfit>> misfits, Node nearest) {
    Map<String, Integer> nodes = new LinkedHashMap<>();
    for (List<Misfit> each : misfits.values()) {
      Set<String> whats = new LinkedHashSet<>();
      each.forEach(misfit -> whats.add(misfit.what()));
      whats.forEach(what -> nodes.merge(what, 1, Integer::sum));
    }
    List<String> counts = new ArrayList<>();
    nodes.forEach(
        (what, count) -> counts.add(what + " (" + count + " of " + misfits.size() + " nodes)"));
    List<Misfit> least = misfits.getOrDefault(nearest, List.of());
    List<String> remedies = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Misfit misfit : least) {
      remedies.add(misfit.remedy());
      texts.add(misfit.text());
    }
    return String.join(", ", counts)
        + "; on the nearest, "
        + nearest.name()
        + ", "
        + String.join(", and ", texts)
        + ": it would fit there if "
        + String.join(", and ", remedies);
  }

  private static String texts(Map.Entry<Node, List<Misfit>> node) {
    return String.join("; ", node.getValue().stream().map(Misfit::text).toList());
  }
}
