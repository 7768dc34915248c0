package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The runtime cannot make or start a container: its command is not in the image, may not be run, or
 * a mount or setting is refused.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/">Debug
 *     running Pods</a>
 */
final class PodCannotStart implements ClusterRule {
  private static final Set<String> WAITING =
      Set.of("CreateContainerError", "RunContainerError", "PostStartHookError");

  /** containerd's and CRI-O's, and docker's, reason for the end of a run that never began. */
  static final String START_ERROR = "StartError";

  static final String CANNOT_RUN = "ContainerCannotRun";

  @Override
  public String code() {
    return "PodCannotStart";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      for (ContainerRun container : pod.containers()) {
        if (WAITING.contains(container.waiting()) || neverRan(container)) {
          findings.add(finding(now, cluster, pod, container));
        }
      }
    }
    return findings;
  }

  private Finding finding(Instant now, ClusterEvidence cluster, Pod pod, ContainerRun container) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                cause(container, cluster.warnings(pod.object())))
            .since(pod.started())
            .evidence(
                now,
                cluster.source(),
                "waiting: " + container.waiting() + ": " + container.waitingMessage());
    PodEvents.quote(finding, now, cluster, pod);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look(
            "See its command, mounts and security context", "kubectl get pod " + names + " -o yaml")
        .look("See all that the cluster says of it", "kubectl describe pod " + names)
        .build();
  }

  private static boolean neverRan(ContainerRun container) {
    Terminated end = container.lastEnd();
    return !container.waiting().isEmpty()
        && end != null
        && (end.reason().equals(START_ERROR) || end.reason().equals(CANNOT_RUN));
  }

  private static String cause(ContainerRun container, List<Event> warnings) {
    String said = neverRan(container) ? "" : container.waitingMessage();
    for (Event event : warnings) {
      if (said.isEmpty() && event.reason().equals("Failed")) {
        said = event.message();
      }
    }
    Terminated end = container.lastEnd();
    return "container "
        + container.name()
        + " cannot be started"
        + (end == null ? "" : " (exit code " + end.exitCode() + ")")
        + ": "
        + (said.isEmpty() ? "the runtime does not say why" : said);
  }
}
