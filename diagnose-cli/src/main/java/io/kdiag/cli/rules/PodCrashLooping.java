package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * kubelet waits before it starts a container again because it ended soon after each start. One that
 * was killed for want of memory is {@link PodOomKilled}'s, one that never ran {@link
 * PodCannotStart}'s.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts">Container
 *     restarts</a>
 */
final class PodCrashLooping implements ClusterRule {
  private static final Set<String> OTHERS =
      Set.of("OOMKilled", PodCannotStart.START_ERROR, PodCannotStart.CANNOT_RUN);

  @Override
  public String code() {
    return "PodCrashLooping";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      for (ContainerRun container : pod.containers()) {
        Terminated end = container.lastEnd();
        boolean others = end != null && OTHERS.contains(end.reason());
        if (container.waiting().equals("CrashLoopBackOff") && !others) {
          findings.add(finding(now, cluster, pod, container, end));
        }
      }
    }
    return findings;
  }

  private Finding finding(
      Instant now,
      ClusterEvidence cluster,
      Pod pod,
      ContainerRun container,
      @Nullable Terminated end) {
    ContainerWords words = words(cluster, pod, container);
    Finding.Builder finding =
        Finding.of(
            code(),
            pod.namespace().equals("kube-system") ? Severity.CRITICAL : Severity.WARNING,
            "pod/" + pod.namespace() + "/" + pod.name(),
            cause(container, end, words) + probe(cluster, pod));
    if (end != null) {
      finding.since(end.started());
      finding.evidence(
          end.finished() == null ? now : end.finished(),
          cluster.source(),
          "last run ended with exit code " + end.exitCode() + " (" + end.reason() + ")");
    }
    if (words != null) {
      for (LogGroup line : words.lines()) {
        String times = line.count() > 1 ? " (" + line.count() + " times)" : "";
        finding.evidence(line.last(), words.source(), line.sample() + times);
      }
    } else {
      finding.notChecked("what it said: neither kubelet nor Elasticsearch gave its lines");
    }
    PodEvents.quote(finding, now, cluster, pod);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look(
            "Read what its last run said",
            "kubectl logs " + names + " -c " + container.name() + " --previous --tail=50")
        .look("See its command, probes and events", "kubectl describe pod " + names)
        .build();
  }

  private static String cause(
      ContainerRun container, @Nullable Terminated end, @Nullable ContainerWords words) {
    String ends =
        "container "
            + container.name()
            + " ends soon after each start ("
            + container.restarts()
            + " restarts"
            + (end == null ? "" : ", exit code " + end.exitCode())
            + ")";
    return words == null || words.lines().isEmpty()
        ? ends
        : ends + "; it says: \"" + words.lines().getFirst().sample() + "\"";
  }

  /** Whether kubelet itself ends it, as its liveness or startup probe fails. */
  private static String probe(ClusterEvidence cluster, Pod pod) {
    for (Event event : cluster.warnings(pod.object())) {
      boolean fatal =
          event.message().startsWith("Liveness") || event.message().startsWith("Startup");
      if (event.reason().equals("Unhealthy") && fatal) {
        return "; kubelet ends it: " + event.message().strip().replaceFirst(":$", "");
      }
    }
    return "";
  }

  private static @Nullable ContainerWords words(
      ClusterEvidence cluster, Pod pod, ContainerRun container) {
    for (ContainerWords words : cluster.logs()) {
      if (words.namespace().equals(pod.namespace())
          && words.pod().equals(pod.name())
          && words.container().equals(container.name())) {
        return words;
      }
    }
    return null;
  }
}
