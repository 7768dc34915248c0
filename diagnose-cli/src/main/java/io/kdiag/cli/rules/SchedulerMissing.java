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

/** A pod names a scheduler of its own that takes no notice of it. */
final class SchedulerMissing implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Override
  public String code() {
    return "SchedulerMissing";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      String scheduler = pod.spec().schedulerName();
      boolean own = !scheduler.isEmpty() && !scheduler.equals("default-scheduler");
      boolean old = pod.created() != null && pod.created().isBefore(now.minus(LONG));
      boolean untouched = pod.node().isEmpty() && pod.condition("PodScheduled") == null;
      if (own && old && untouched && pod.spec().schedulingGates().isEmpty() && !pod.terminating()) {
        findings.add(
            Finding.of(
                    code(),
                    Severity.WARNING,
                    pod.object(),
                    "it waits for a scheduler "
                        + scheduler
                        + " that takes no notice of it: the name is mistyped, or that one does not run")
                .confidence(Confidence.LIKELY)
                .since(pod.created())
                .evidence(now, cluster.source(), "spec.schedulerName is " + scheduler)
                .look(
                    "See whether such a scheduler runs", "kubectl get pods -A | grep " + scheduler)
                .build());
      }
    }
    return findings;
  }
}
