package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.Ended;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.cli.evidence.Evidence;
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
final class PodOomKilled implements Rule {
  private static final Duration SETTLED = Duration.ofMinutes(10);

  @Override
  public String code() {
    return "PodOomKilled";
  }

  @Override
  public boolean asksTheCluster() {
    return true;
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("OOMKilling@" + cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (PodObject pod : cluster.pods()) {
        for (ContainerObject container : pod.containers()) {
          Ended end = container.lastEnd();
          if (end != null && end.reason().equals("OOMKilled") && stands(evidence, container, end)) {
            findings.add(finding(evidence, cluster, pod, container, end));
          }
        }
      }
    }
    return findings;
  }

  private static boolean stands(Evidence evidence, ContainerObject container, Ended end) {
    Instant settled = evidence.now().minus(SETTLED);
    return !container.ready() || end.finished() == null || end.finished().isAfter(settled);
  }

  private Finding finding(
      Evidence evidence,
      ClusterEvidence cluster,
      PodObject pod,
      ContainerObject container,
      Ended end) {
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
        end.finished() == null ? evidence.now() : end.finished(),
        cluster.source(),
        "last run ended with " + end.reason() + ", exit code " + end.exitCode());
    kernelLines(finding, cluster, pod);
    history(finding, evidence, cluster, pod, container);
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

  private static String owner(PodObject pod) {
    return pod.owner().isEmpty() ? "pod/" + pod.name() : pod.owner();
  }

  private static void kernelLines(Finding.Builder finding, ClusterEvidence cluster, PodObject pod) {
    ProblemsDocument detected = Seen.value(cluster.detected());
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
      Evidence evidence,
      ClusterEvidence cluster,
      PodObject pod,
      ContainerObject container) {
    for (ContainerMemory memory : cluster.usage()) {
      if (memory.namespace().equals(pod.namespace())
          && memory.pod().equals(pod.name())
          && memory.container().equals(container.name())) {
        finding.evidence(
            evidence.now(),
            memory.source(),
            "used " + Quantities.bytes(memory.mostBytes()) + " at most in the last hour");
      }
    }
  }
}
