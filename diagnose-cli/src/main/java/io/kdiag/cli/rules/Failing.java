package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Running;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Job;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which containers fail again and again, now: they wait in CrashLoopBackOff, have ended badly, or
 * run again for no longer than the runs that ended so.
 */
final class Failing {
  private static final Duration JUST_STARTED = Duration.ofSeconds(30);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);
  private static final Set<String> NEVER_RAN =
      Set.of("RunContainerError", "CreateContainerError", "PostStartHookError");

  private Failing() {}

  static List<ContainerRun> containers(ClusterEvidence cluster, Instant now) {
    List<ContainerRun> failing = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      if (counts(cluster, pod)) {
        for (ContainerRun container : pod.containers()) {
          if (fails(container, now)) {
            failing.add(container);
          }
        }
      }
    }
    return failing;
  }

  /** A pod that failed for good counts while what made it has not come to its end otherwise. */
  private static boolean counts(ClusterEvidence cluster, Pod pod) {
    if (!pod.phase().equals("Failed")) {
      return !pod.phase().equals("Succeeded") && !pod.terminating();
    }
    boolean ofJob = pod.owner().startsWith("Job/");
    boolean done =
        cluster.objects().ownerOf(pod) instanceof Job job && job.status().succeeded() > 0;
    return pod.status().reason().isEmpty() && (pod.owner().isEmpty() || (ofJob && !done));
  }

  static boolean fails(ContainerRun container, Instant now) {
    String waiting = container.waiting();
    Terminated end = container.lastEnd();
    if (!waiting.isEmpty()) {
      return waiting.equals("CrashLoopBackOff") || NEVER_RAN.contains(waiting);
    }
    if (container.ended() != null) {
      return container.ended().exitCode() != 0;
    }
    return container.running() && end != null && container.restarts() > 1 && again(container, now);
  }

  private static boolean again(ContainerRun container, Instant now) {
    Terminated end = container.before();
    Running running = container.status().state().running();
    if (end == null || end.finished() == null || running == null || running.startedAt() == null) {
      return false;
    }
    Duration last =
        end.started() == null ? Duration.ZERO : Duration.between(end.started(), end.finished());
    Duration present = Duration.between(running.startedAt(), now);
    boolean lately = end.finished().isAfter(now.minus(LONGEST_BACK_OFF));
    return lately && present.compareTo(last.plus(JUST_STARTED)) < 0;
  }

  /** When its last run began. */
  static @Nullable Instant since(ContainerRun container) {
    Terminated end = container.lastEnd();
    Instant began = end == null ? null : end.started();
    return began == null ? container.pod().started() : began;
  }

  /** What it said last, the newest first. */
  static List<String> words(ClusterEvidence cluster, ContainerRun container) {
    ContainerWords words = cluster.words(container);
    return words == null ? List.of() : words.lines().stream().map(LogGroup::sample).toList();
  }

  /** What failing containers of {@code cause}'s pod bring about. */
  static Set<String> symptoms(Finding cause) {
    String pod = "@" + cause.object();
    return Set.of(
        "PodCrashLooping" + pod,
        "PodCannotStart" + pod,
        "InitContainerFailing" + pod,
        "ReadinessProbeFailing" + pod,
        "LivenessProbeFailing" + pod);
  }
}
