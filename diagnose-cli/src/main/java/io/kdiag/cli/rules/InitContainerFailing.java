package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container that prepares a pod fails, so the pod's own containers are never started.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/debug/debug-application/debug-init-containers/">Debug
 *     Init Containers</a>
 */
final class InitContainerFailing implements ClusterRule {

  @Override
  public String code() {
    return "InitContainerFailing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodCrashLooping@" + cause.object(), "KilledBySignal@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerRun container : Failing.containers(cluster, now)) {
      Terminated end = container.lastEnd();
      if (container.init() && end != null && end.exitCode() != 0) {
        findings.add(finding(cluster, now, container, end));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ContainerRun container, Terminated end) {
    Pod pod = container.pod();
    List<String> words = Failing.words(cluster, container);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "init container "
                    + container.name()
                    + " fails (exit code "
                    + end.exitCode()
                    + ", "
                    + container.restarts()
                    + " restarts), so the pod's own containers are not started"
                    + (words.isEmpty() ? "" : "; it says: \"" + words.getFirst().strip() + '"'))
            .since(pod.started())
            .evidence(
                end.finished() == null ? now : end.finished(),
                cluster.source(),
                "last run of " + container.name() + " ended with exit code " + end.exitCode());
    words.forEach(line -> finding.evidence(now, "log", line));
    return finding
        .look("Read what it said", PodNames.logs(pod, container.name(), container.before() != null))
        .build();
  }
}
