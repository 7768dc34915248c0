package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fewer pods of a workload are ready than there should be, for longer than a start takes. A
 * consequence of what is wrong with its pods, where that is seen.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/">Workload management</a>
 */
final class ReplicasUnavailable implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Override
  public String code() {
    return "ReplicasUnavailable";
  }

  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return WorkloadPods.keys(symptom, evidence);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : cluster.objects().workloads()) {
      if (isOneOfThese(cluster, workload) && lacks(cluster, workload, now)) {
        findings.add(finding(cluster, now, workload));
      }
    }
    return findings;
  }

  private static boolean isOneOfThese(ClusterEvidence cluster, Workload workload) {
    return workload.kind() != Kind.JOB && cluster.objects().ownerOf(workload) == null;
  }

  private static boolean lacks(ClusterEvidence cluster, Workload workload, Instant now) {
    if (workload.readyPods() >= workload.wanted()) {
      return false;
    }
    Instant since = since(cluster, workload);
    return since == null || since.isBefore(now.minus(LONG));
  }

  /** The latest of what may still be under way: the workload itself and its youngest pod. */
  private static @Nullable Instant since(ClusterEvidence cluster, Workload workload) {
    Instant since = workload.metadata().creationTimestamp();
    Condition available = workload.condition("Available");
    if (available != null && !available.holds() && available.transition() != null) {
      since = available.transition();
    }
    for (Pod pod : cluster.objects().podsOf(workload)) {
      Instant created = pod.created();
      if (!pod.ready() && created != null && (since == null || created.isAfter(since))) {
        since = created;
      }
    }
    return since;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Workload workload) {
    int pods = cluster.objects().podsOf(workload).size();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                workload.object(),
                workload.readyPods()
                    + " of "
                    + Quantities.count(workload.wanted())
                    + " pods are ready"
                    + (pods == 0 ? ": there is no pod" : ""))
            .since(since(cluster, workload))
            .evidence(
                now,
                cluster.source(),
                "wanted: " + workload.wanted() + ", ready: " + workload.readyPods());
    cluster.warnings(workload.object()).stream()
        .limit(2)
        .forEach(
            event ->
                finding.evidence(
                    event.last() == null ? now : event.last(),
                    "event",
                    event.reason() + ": " + event.message()));
    return finding
        .look("See what it says of itself", "kubectl describe " + Kubectl.name(workload))
        .build();
  }
}
