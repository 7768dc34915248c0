package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Job;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Job has failed for good: too many of its pods failed, or it took longer than it may. One of a
 * CronJob's that was followed by one that succeeded is history.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy">Job,
 *     backoff failure policy</a>
 */
final class JobFailed implements ClusterRule {

  @Override
  public String code() {
    return "JobFailed";
  }

  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return WorkloadPods.keys(symptom, evidence);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    return findings(cluster, now, false);
  }

  @Override
  public List<Finding> history(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    return cluster == null ? List.of() : findings(cluster, evidence.now(), true);
  }

  private List<Finding> findings(ClusterEvidence cluster, Instant now, boolean over) {
    List<Finding> findings = new ArrayList<>();
    for (Job job : cluster.objects().all(Kind.JOB, Job.class)) {
      Condition failed = job.condition("Failed");
      if (failed != null && failed.holds() && isOver(cluster, job) == over) {
        findings.add(finding(now, cluster, job, failed));
      }
    }
    return findings;
  }

  /** A later Job of the same CronJob has succeeded. */
  private static boolean isOver(ClusterEvidence cluster, Job job) {
    KubeObject owner = cluster.objects().ownerOf(job);
    Instant created = job.metadata().creationTimestamp();
    if (owner == null || created == null) {
      return false;
    }
    for (Job other : cluster.objects().all(Kind.JOB, Job.class)) {
      Instant later = other.metadata().creationTimestamp();
      Condition complete = other.condition("Complete");
      if (owner.equals(cluster.objects().ownerOf(other))
          && later != null
          && later.isAfter(created)
          && complete != null
          && complete.holds()) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(Instant now, ClusterEvidence cluster, Job job, Condition failed) {
    return Finding.of(code(), Severity.WARNING, job.object(), "it has failed: " + why(job, failed))
        .since(failed.transition())
        .evidence(now, cluster.source(), failed.text())
        .look("See its pods and events", "kubectl describe " + Kubectl.name(job))
        .look(
            "Read what its pods wrote",
            "kubectl logs " + Kubectl.name(job) + " --all-containers --tail=50")
        .build();
  }

  private static String why(Job job, Condition failed) {
    Integer limit = job.spec().backoffLimit();
    Long deadline = job.spec().activeDeadlineSeconds();
    return switch (failed.reason()) {
      case "BackoffLimitExceeded" ->
          job.status().failed()
              + " pods failed, and after "
              + orDefault(limit)
              + " retries it gives up";
      case "DeadlineExceeded" ->
          "it ran longer than the " + deadline + " s that activeDeadlineSeconds allows";
      default -> failed.message();
    };
  }

  private static int orDefault(@Nullable Integer limit) {
    return limit == null ? 6 : limit;
  }
}
