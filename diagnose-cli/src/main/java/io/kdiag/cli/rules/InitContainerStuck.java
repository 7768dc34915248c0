package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Running;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.rules.LogPatterns.Said;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container that prepares a pod does not come to its end: mostly it waits for another service.
 * One that says what it waits for counts after half a minute, any other after five.
 */
final class InitContainerStuck implements ClusterRule {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SAYS = Duration.ofSeconds(30);

  @Override
  public String code() {
    return "InitContainerStuck";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      for (ContainerRun container : pod.containers()) {
        Finding finding = pod.terminating() ? null : finding(cluster, now, container);
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private @Nullable Finding finding(ClusterEvidence cluster, Instant now, ContainerRun container) {
    Running running = container.status().state().running();
    boolean sideCar = container.spec().restartPolicy().equals("Always");
    if (!container.init() || sideCar || running == null || running.startedAt() == null) {
      return null;
    }
    List<String> words = Failing.words(cluster, container);
    Said said = LogPatterns.of(words);
    if (running.startedAt().isAfter(now.minus(said == null ? LONG : SAYS))) {
      return null;
    }
    Pod pod = container.pod();
    String why =
        said == null
            ? ""
            : ": " + said.cause().meaning(said.what()) + state(cluster, container, said);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "init container "
                    + container.name()
                    + " does not come to its end, so the pod's own containers are not started"
                    + why
                    + (words.isEmpty() ? "" : "; it says: \"" + words.getFirst().strip() + '"'))
            .confidence(said == null ? Confidence.LIKELY : Confidence.CERTAIN)
            .since(running.startedAt())
            .evidence(
                now, cluster.source(), container.name() + " runs since " + running.startedAt());
    words.forEach(line -> finding.evidence(now, "log", line));
    return finding.look("Read what it says", PodNames.logs(pod, container.name(), false)).build();
  }

  private static String state(ClusterEvidence cluster, ContainerRun container, Said said) {
    CalledService called =
        CalledService.of(cluster, container.pod(), container.spec(), said.what());
    if (called.absent(cluster)) {
      return " (there is no service " + called.name() + " in namespace " + called.namespace() + ")";
    }
    String state =
        said.cause() == LogCause.HOST_NAME_UNKNOWN ? "" : CalledServiceState.of(cluster, called);
    return state.isEmpty() ? "" : " (" + state + ")";
  }
}
