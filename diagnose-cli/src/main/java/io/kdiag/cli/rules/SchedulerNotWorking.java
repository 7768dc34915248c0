package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Pods wait for a node and the scheduler has not even looked at them: it does not run, does not
 * lead, or cannot reach the API server.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/">kube-scheduler</a>
 */
final class SchedulerNotWorking implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Override
  public String code() {
    return "SchedulerNotWorking";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ReplicasUnavailable", "RolloutStuck", "ServiceWithoutEndpoints");
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Pod> ignored = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      if (isIgnored(pod, now)) {
        ignored.add(pod);
      }
    }
    return ignored.isEmpty() ? List.of() : List.of(finding(cluster, now, ignored));
  }

  private static boolean isIgnored(Pod pod, Instant now) {
    Instant created = pod.created();
    String scheduler = pod.spec().schedulerName();
    return pod.node().isEmpty()
        && pod.phase().equals("Pending")
        && !pod.terminating()
        && pod.condition("PodScheduled") == null
        && (scheduler.isEmpty() || scheduler.equals("default-scheduler"))
        && created != null
        && created.isBefore(now.minus(LONG));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, List<Pod> ignored) {
    Pod first = ignored.getFirst();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.CRITICAL,
                "cluster",
                "the scheduler does not work: "
                    + Quantities.count(ignored.size())
                    + (ignored.size() == 1 ? " pod waits" : " pods wait")
                    + " for a node, and it has said nothing of "
                    + (ignored.size() == 1 ? "it" : "them"))
            .since(first.created())
            .evidence(
                now,
                cluster.source(),
                first.object() + " is Pending, has no node and no condition PodScheduled");
    boolean sureOf = ComponentHealth.quote(finding, now, cluster, "scheduler");
    return finding
        .confidence(sureOf ? Confidence.CERTAIN : Confidence.LIKELY)
        .look("See whether it runs", "kubectl get pods -n kube-system -l component=kube-scheduler")
        .look(
            "See who leads, and when he last said so",
            "kubectl get lease kube-scheduler -n kube-system -o yaml")
        .build();
  }
}
