package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.rules.LogPatterns.Said;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container that fails, or that runs and does not get ready, says of the reason.
 *
 * @param fails it ends again and again; else it runs on and is not ready
 */
record Complaint(ContainerRun container, Said said, boolean fails) {
  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Set<String> NEVER_RAN =
      Set.of(PodCannotStart.START_ERROR, PodCannotStart.CANNOT_RUN);

  static List<Complaint> all(ClusterEvidence cluster, Instant now) {
    List<Complaint> complaints = new ArrayList<>();
    for (ContainerRun container : Failing.containers(cluster, now)) {
      Said said = said(cluster, container);
      if (said != null) {
        complaints.add(new Complaint(container, said, true));
      }
    }
    for (ContainerWords words : cluster.logs()) {
      Complaint complaint = unready(cluster, now, words);
      if (complaint != null) {
        complaints.add(complaint);
      }
    }
    return complaints;
  }

  private static @Nullable Said said(ClusterEvidence cluster, ContainerRun container) {
    Terminated end = container.lastEnd();
    if (end == null || NEVER_RAN.contains(end.reason())) {
      return ofRuntime(end == null ? container.waitingMessage() : end.message());
    }
    boolean itself = end.exitCode() != 0 && !end.reason().equals("OOMKilled");
    return itself ? LogPatterns.of(Failing.words(cluster, container)) : null;
  }

  /** The runtime's own words count where they are about the command: {@code exec: "/app": ...}. */
  private static @Nullable Said ofRuntime(String message) {
    int exec = message.indexOf("exec: \"");
    Said said = exec < 0 ? null : LogPatterns.of(message.substring(exec));
    boolean command =
        said != null
            && (said.cause() == LogCause.COMMAND_NOT_FOUND
                || said.cause() == LogCause.PERMISSION_DENIED);
    return command ? said : null;
  }

  /** Null where it is no container that runs on unready and says so again and again. */
  private static @Nullable Complaint unready(
      ClusterEvidence cluster, Instant now, ContainerWords words) {
    Pod pod = cluster.objects().pod(words.namespace(), words.pod());
    if (pod == null || pod.terminating() || !isUnready(pod, now)) {
      return null;
    }
    for (ContainerRun container : pod.containers()) {
      boolean it = container.name().equals(words.container());
      if (it && container.running() && !container.ready() && !Failing.fails(container, now)) {
        Said said = LogPatterns.of(again(words.lines(), now));
        return said == null ? null : new Complaint(container, said, false);
      }
    }
    return null;
  }

  private static boolean isUnready(Pod pod, Instant now) {
    Condition ready = pod.condition("Ready");
    Instant since = ready == null ? null : ready.transition();
    return ready != null && !ready.holds() && since != null && since.isBefore(now.minus(LONG));
  }

  private static List<String> again(List<LogGroup> groups, Instant now) {
    return groups.stream()
        .filter(group -> group.count() > 1 && group.last().isAfter(now.minus(LATELY)))
        .map(LogGroup::sample)
        .toList();
  }

  Pod pod() {
    return container.pod();
  }

  /** {@code why} goes on after "container main fails: ". */
  Finding.Builder finding(ClusterEvidence cluster, Instant now, String why) {
    Pod pod = pod();
    Finding.Builder finding =
        Finding.of(
                said.cause().code(),
                pod.namespace().equals("kube-system") ? Severity.CRITICAL : Severity.WARNING,
                pod.object(),
                (container.init() ? "init container " : "container ")
                    + container.name()
                    + (fails ? " fails: " : " does not get ready: ")
                    + why
                    + "; it says: \""
                    + said.line().strip()
                    + '"')
            .confidence(fails ? Confidence.CERTAIN : Confidence.LIKELY);
    Terminated end = container.lastEnd();
    if (end != null && fails) {
      finding.evidence(
          end.finished() == null ? now : end.finished(),
          cluster.source(),
          "last run ended with exit code "
              + end.exitCode()
              + " ("
              + end.reason()
              + "), "
              + container.restarts()
              + " restarts");
    }
    finding.since(since());
    ContainerWords words = cluster.words(container);
    for (LogGroup line : words == null ? List.<LogGroup>of() : words.lines()) {
      String times = line.count() > 1 ? " (" + line.count() + " times)" : "";
      finding.evidence(line.last(), words == null ? "" : words.source(), line.sample() + times);
    }
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look(
            "Read what it said",
            PodNames.logs(pod, container.name(), fails && container.before() != null))
        .look("See its command, mounts and events", PodNames.kubectl("describe", pod, ""));
  }

  private @Nullable Instant since() {
    Condition ready = pod().condition("Ready");
    return fails || ready == null ? Failing.since(container) : ready.transition();
  }
}
