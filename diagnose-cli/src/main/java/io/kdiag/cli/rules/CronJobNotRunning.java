package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.CronJob;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A CronJob does not run: it is suspended, or its controller cannot start it (the schedule cannot
 * be read, too many starts were missed).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/">CronJob</a>
 */
final class CronJobNotRunning implements ClusterRule {
  private static final Set<String> REASONS =
      Set.of(
          "FailedNeedsStart",
          "UnparseableSchedule",
          "InvalidSchedule",
          "MissSchedule",
          "TooManyMissedTimes",
          "UnparsableCronJob",
          "FailedCreate");

  @Override
  public String code() {
    return "CronJobNotRunning";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (CronJob each : cluster.objects().all(Kind.CRON_JOB, CronJob.class)) {
      if (each.spec().suspend()) {
        findings.add(suspended(cluster, now, each));
      } else {
        cluster.warnings(each.object()).stream()
            .filter(event -> REASONS.contains(event.reason()) && isLater(event, each))
            .limit(1)
            .forEach(event -> findings.add(failing(now, each, event)));
      }
    }
    return findings;
  }

  /** Nothing was started since. */
  private static boolean isLater(Event event, CronJob job) {
    Instant last = event.last();
    Instant started = job.status().lastScheduleTime();
    return last != null && (started == null || started.isBefore(last));
  }

  private Finding suspended(ClusterEvidence cluster, Instant now, CronJob job) {
    Instant last = job.status().lastScheduleTime();
    return Finding.of(
            code(),
            Severity.INFO,
            job.object(),
            "it is suspended: nothing runs at " + job.spec().schedule())
        .latent()
        .since(last)
        .evidence(
            now,
            cluster.source(),
            "spec.suspend: true" + (last == null ? "" : ", last run " + last))
        .disruptive(
            "Let it run again, if it was not meant to be off",
            "kubectl patch " + Kubectl.name(job) + " -p '{\"spec\":{\"suspend\":false}}'",
            "kubectl get " + Kubectl.name(job),
            "kubectl patch " + Kubectl.name(job) + " -p '{\"spec\":{\"suspend\":true}}'")
        .build();
  }

  private Finding failing(Instant now, CronJob job, Event event) {
    return Finding.of(
            code(), Severity.WARNING, job.object(), "it is not started: " + event.message())
        .since(event.first())
        .evidence(
            event.last() == null ? now : event.last(),
            "event",
            event.reason() + ": " + event.message())
        .look("See what it says of itself", "kubectl describe " + Kubectl.name(job))
        .build();
  }
}
