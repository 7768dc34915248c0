package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.LabelSelector;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.PodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a pod's neighbours decide: affinity and anti-affinity to pods, its own and theirs, and the
 * spread over zones.
 */
final class NeighbourFit {
  private final ClusterEvidence cluster;
  private final Pod pod;

  /** Of each term, how many pods it matches in each of its topology's domains. */
  private final Map<Object, Map<String, Integer>> counted = new HashMap<>();

  private final List<Pod> shy;

  NeighbourFit(ClusterEvidence cluster, Pod pod) {
    this.cluster = cluster;
    this.pod = pod;
    this.shy =
        cluster.objects().pods().stream()
            .filter(each -> !each.node().isEmpty() && !each.finished() && !anti(each).isEmpty())
            .toList();
  }

  void add(List<NodeFit.Misfit> misfits, Node node) {
    for (PodSpec.PodTerm term : affinity(pod)) {
      boolean own = matches(term, pod.namespace(), pod);
      Map<String, Integer> counts = counts(term, term.topologyKey(), matcher(term));
      boolean first = own && counts.isEmpty();
      if (!first && counts.getOrDefault(domain(node, term.topologyKey()), 0) == 0) {
        misfits.add(
            new NodeFit.Misfit(
                "pod affinity",
                "no pod " + text(term) + " runs in its " + term.topologyKey(),
                "a pod " + text(term) + " ran there"));
      }
    }
    for (PodSpec.PodTerm term : anti(pod)) {
      Map<String, Integer> counts = counts(term, term.topologyKey(), matcher(term));
      if (counts.getOrDefault(domain(node, term.topologyKey()), 0) > 0) {
        misfits.add(
            new NodeFit.Misfit(
                "pod anti-affinity",
                "a pod " + text(term) + " runs in its " + term.topologyKey() + " already",
                "no pod " + text(term) + " ran there"));
      }
    }
    theirs(misfits, node);
    spread(misfits, node);
  }

  private void theirs(List<NodeFit.Misfit> misfits, Node node) {
    for (Pod other : shy) {
      for (PodSpec.PodTerm term : anti(other)) {
        Node at = cluster.objects().node(other.node());
        boolean near =
            at != null
                && !domain(node, term.topologyKey()).isEmpty()
                && domain(at, term.topologyKey()).equals(domain(node, term.topologyKey()));
        if (near && matches(term, other.namespace(), pod)) {
          String name = other.namespace() + "/" + other.name();
          misfits.add(
              new NodeFit.Misfit(
                  "pod anti-affinity",
                  "pod " + name + " runs there and wants no pod " + text(term) + " beside it",
                  "pod " + name + " were elsewhere"));
          return;
        }
      }
    }
  }

  private void spread(List<NodeFit.Misfit> misfits, Node node) {
    for (PodSpec.Spread spread : pod.spec().topologySpreadConstraints()) {
      String key = spread.topologyKey();
      if (!spread.whenUnsatisfiable().equals("DoNotSchedule")) {
        continue;
      }
      String domain = domain(node, key);
      if (domain.isEmpty()) {
        misfits.add(
            new NodeFit.Misfit(
                "topology spread", "it has no label " + key, "the node had the label " + key));
        continue;
      }
      Map<String, Integer> counts =
          counts(
              spread,
              key,
              each ->
                  each.namespace().equals(pod.namespace())
                      && spread.labelSelector().matches(each.labels()));
      int least = Integer.MAX_VALUE;
      for (Node each : cluster.objects().nodes()) {
        if (!domain(each, key).isEmpty()) {
          least = Math.min(least, counts.getOrDefault(domain(each, key), 0));
        }
      }
      int here = counts.getOrDefault(domain, 0);
      if (here + 1 - least > spread.maxSkew()) {
        misfits.add(
            new NodeFit.Misfit(
                "topology spread",
                "its "
                    + key
                    + " "
                    + domain
                    + " has "
                    + here
                    + " of them, another has "
                    + least
                    + ", and maxSkew is "
                    + spread.maxSkew(),
                "maxSkew were " + (here + 1 - least)));
      }
    }
  }

  private Map<String, Integer> counts(Object term, String key, Predicate<Pod> matcher) {
    return counted.computeIfAbsent(
        term,
        _ -> {
          Map<String, Integer> counts = new HashMap<>();
          for (Pod each : cluster.objects().pods()) {
            Node at = each.finished() ? null : cluster.objects().node(each.node());
            if (at != null && matcher.test(each) && !domain(at, key).isEmpty()) {
              counts.merge(domain(at, key), 1, Integer::sum);
            }
          }
          return counts;
        });
  }

  private Predicate<Pod> matcher(PodSpec.PodTerm term) {
    return each -> matches(term, pod.namespace(), each);
  }

  private static boolean matches(PodSpec.PodTerm term, String namespace, Pod other) {
    List<String> namespaces = term.namespaces().isEmpty() ? List.of(namespace) : term.namespaces();
    LabelSelector selector = term.labelSelector();
    return selector != null
        && namespaces.contains(other.namespace())
        && selector.matches(other.labels());
  }

  private static String domain(Node node, String key) {
    String label = node.label(key);
    return label.isEmpty() && key.equals("kubernetes.io/hostname") ? node.name() : label;
  }

  private static String text(PodSpec.PodTerm term) {
    return term.labelSelector() == null ? "" : term.labelSelector().text();
  }

  private static List<PodSpec.PodTerm> affinity(Pod pod) {
    PodSpec.Affinity affinity = pod.spec().affinity();
    PodSpec.PodAffinity wanted = affinity == null ? null : affinity.podAffinity();
    return wanted == null ? List.of() : new ArrayList<>(wanted.required());
  }

  private static List<PodSpec.PodTerm> anti(Pod pod) {
    PodSpec.Affinity affinity = pod.spec().affinity();
    PodSpec.PodAffinity shunned = affinity == null ? null : affinity.podAntiAffinity();
    return shunned == null ? List.of() : new ArrayList<>(shunned.required());
  }
}
