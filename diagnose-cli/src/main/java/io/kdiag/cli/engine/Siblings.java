package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one finding of those that say the same of several pods of one workload: it is the
 * workload's, and holds the first pod's in full and the others' names.
 */
final class Siblings {
  private static final int MOST_NAMES = 10;

  private final ClusterEvidence cluster;
  private final Instant now;

  private Siblings(ClusterEvidence cluster, Instant now) {
    this.cluster = cluster;
    this.now = now;
  }

  /** {@code findings} in their order, joined where they are siblings, at any depth. */
  static List<Finding> join(Evidence evidence, List<Finding> findings) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null) {
      return findings;
    }
    return cluster.subject().kind() == Kind.POD
        ? findings
        : new Siblings(cluster, evidence.now()).join(findings);
  }

  private List<Finding> join(List<Finding> findings) {
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Finding joined =
          finding.symptoms().isEmpty() ? finding : finding.withSymptoms(join(finding.symptoms()));
      KubeObject owner = owner(joined.object());
      String key =
          owner == null
              ? joined.code() + "@" + joined.object() + "@" + groups.size()
              : joined.code() + "@" + owner.object();
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(joined);
    }
    return groups.values().stream().flatMap(group -> one(group).stream()).toList();
  }

  /** The workload that made the pod which {@code object} is, or is part of; null where none did. */
  private @Nullable KubeObject owner(String object) {
    KubeObject pod = cluster.objects().find(podOf(object));
    KubeObject top = pod == null ? null : cluster.objects().topOwnerOf(pod);
    return pod == null || pod.equals(top) ? null : top;
  }

  private static String podOf(String object) {
    return object.startsWith("container/")
        ? "pod/" + object.substring("container/".length(), object.lastIndexOf('/'))
        : object;
  }

  private List<Finding> one(List<Finding> group) {
    Finding first = group.getFirst();
    KubeObject owner = owner(first.object());
    List<String> pods = group.stream().map(each -> podOf(each.object())).distinct().toList();
    if (owner == null || pods.size() < 2) {
      return group;
    }
    long all = cluster.objects().podsOf(owner).stream().filter(Siblings::counts).count();
    List<Finding> symptoms = new ArrayList<>();
    group.forEach(each -> symptoms.addAll(each.symptoms()));
    String names =
        String.join(", ", pods.subList(0, Math.min(MOST_NAMES, pods.size())))
            + (pods.size() > MOST_NAMES ? ", ..." : "");
    String count = pods.size() + " of " + Math.max(all, pods.size()) + " pods: ";
    return List.of(
        first.ofSeveral(
            owner.object(),
            count + first.cause(),
            new Finding.Quote(now, cluster.source(), "the same holds of " + names),
            join(symptoms)));
  }

  private static boolean counts(Pod pod) {
    return !pod.finished() && !pod.terminating();
  }
}
