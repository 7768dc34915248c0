package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Job;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API server refuses the pods that a workload wants to make, so that there is no pod to look
 * at: a quota, a limit range, a webhook, a policy, a service account or priority class that is
 * missing.
 */
final class PodCreationRefused implements ClusterRule {
  private static final Duration LATELY = Duration.ofMinutes(20);

  @Override
  public String code() {
    return "PodCreationRefused";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("*@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : cluster.objects().workloads()) {
      String said = workload.kind() == Kind.DEPLOYMENT ? null : refused(cluster, now, workload);
      if (said != null && lacksPods(cluster, workload)) {
        findings.add(finding(cluster, now, workload, said));
      }
    }
    return findings;
  }

  /** Null where nothing is refused lately, as a condition or an event tells. */
  private static @Nullable String refused(ClusterEvidence cluster, Instant now, Workload workload) {
    Condition failure = workload.condition("ReplicaFailure");
    if (failure != null && failure.holds()) {
      return failure.message();
    }
    for (Event event : cluster.warnings(workload.object())) {
      boolean lately = event.last() != null && event.last().isAfter(now.minus(LATELY));
      if (event.reason().equals("FailedCreate") && lately) {
        return event.message();
      }
    }
    return null;
  }

  private static boolean lacksPods(ClusterEvidence cluster, Workload workload) {
    boolean done = workload instanceof Job job && job.status().completionTime() != null;
    return !done && cluster.objects().podsOf(workload).size() < workload.wanted();
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Workload workload, String said) {
    KubeObject top = cluster.objects().topOwnerOf(workload);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                top.object(),
                "its pods are not made: " + AdmissionRefusal.meaning(said))
            .since(since(workload))
            .evidence(now, cluster.source(), said);
    String where = " -n " + top.namespace();
    return finding
        .look("See what the namespace allows", "kubectl describe quota,limitrange" + where)
        .look(
            "See who is refused what",
            "kubectl get events" + where + " --field-selector reason=FailedCreate")
        .build();
  }

  private static @Nullable Instant since(Workload workload) {
    Condition failure = workload.condition("ReplicaFailure");
    return failure == null ? null : failure.transition();
  }
}
