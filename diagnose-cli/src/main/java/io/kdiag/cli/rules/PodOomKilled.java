package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container's last run was killed for want of memory, and the container has not been well since:
 * it is down, or came up again less than ten minutes ago.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/">Memory
 *     limits</a>
 */
final class PodOomKilled implements ClusterRule {
  private static final Duration SETTLED = Duration.ofMinutes(10);

  @Override
  public String code() {
    return "PodOomKilled";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("OOMKilling@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      for (ContainerRun container : pod.containers()) {
        Terminated end = container.lastEnd();
        if (end != null && end.reason().equals("OOMKilled") && stands(now, container, end)) {
          findings.add(finding(now, cluster, pod, container, end));
        }
      }
    }
    return findings;
  }

  private static boolean stands(Instant now, ContainerRun container, Terminated end) {
    Instant settled = now.minus(SETTLED);
    return !container.ready() || end.finished() == null || end.finished().isAfter(settled);
  }

  private Finding finding(
      Instant now, ClusterEvidence cluster, Pod pod, ContainerRun container, Terminated end) {
    String limit = container.memoryLimit();
    String cause =
        "container "
            + container.name()
            + (limit == null
                ? " was killed because the node had no memory left; it has no limit of its own"
                : " reached its memory limit of " + limit + " and the kernel killed it")
            + " (exit code "
            + end.exitCode()
            + ", "
            + container.restarts()
            + (container.restarts() == 1 ? " restart)" : " restarts)");
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, "pod/" + pod.namespace() + "/" + pod.name(), cause);
    finding.since(end.finished());
    finding.evidence(
        end.finished() == null ? now : end.finished(),
        cluster.source(),
        "last run ended with " + end.reason() + ", exit code " + end.exitCode());
    kernelLines(finding, cluster, pod);
    history(finding, now, cluster, pod, container);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look("See what it uses", "kubectl top pod " + names + " --containers")
        .disruptive(
            "Raise its memory limit, once you know that it is not a leak",
            "kubectl set resources "
                + owner(pod)
                + " -n "
                + pod.namespace()
                + " --limits=memory=VALUE",
            "kubectl get pod " + names,
            "kubectl rollout undo " + owner(pod) + " -n " + pod.namespace())
        .build();
  }

  private static String owner(Pod pod) {
    return pod.owner().isEmpty() ? "pod/" + pod.name() : pod.owner();
  }

  private static void kernelLines(Finding.Builder finding, ClusterEvidence cluster, Pod pod) {
    ProblemsDocument detected = Seen.value(cluster.detected(pod.node()));
    if (detected == null) {
      finding.notChecked("the kernel's own words: the problem detector was not reached");
      return;
    }
    List<ReportedProblem> all = new ArrayList<>(detected.active());
    all.addAll(detected.recent());
    for (ReportedProblem problem : all) {
      ReportedProblem.PodObject object = problem.object();
      if (object != null && object.uid().equals(pod.uid())) {
        for (ReportedProblem.Evidence line : problem.evidence()) {
          finding.evidence(line.time(), line.source(), line.quote());
        }
      }
    }
  }

  private static void history(
      Finding.Builder finding,
      Instant now,
      ClusterEvidence cluster,
      Pod pod,
      ContainerRun container) {
    for (ContainerMemory memory : cluster.usage()) {
      if (memory.namespace().equals(pod.namespace())
          && memory.pod().equals(pod.name())
          && memory.container().equals(container.name())) {
        finding.evidence(
            now,
            memory.source(),
            "used " + Quantities.bytes(memory.mostBytes()) + " at most in the last hour");
      }
    }
  }
}
