package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A pod was deleted, its grace is over, and it is still there: a finaliser keeps it, its node does
 * not answer, or its containers cannot be ended.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination">Termination
 *     of Pods</a>
 */
final class PodStuckTerminating implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Override
  public String code() {
    return "PodStuckTerminating";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      Instant deadline = pod.metadata().deletionTimestamp();
      if (deadline != null && deadline.isBefore(now.minus(LONG))) {
        findings.add(finding(cluster, now, pod, deadline));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod, Instant deadline) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "it was deleted and should have been gone since "
                    + deadline
                    + ", but "
                    + why(cluster, pod))
            .since(deadline)
            .evidence(
                now,
                cluster.source(),
                "deletionTimestamp is "
                    + deadline
                    + ", finalizers are "
                    + pod.metadata().finalizers());
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look("See its finalizers and state", PodNames.kubectl("get", pod, "-o yaml"))
        .disruptive(
            "Take it out of the API by force, once it is certain that it does not run any more",
            "kubectl delete pod "
                + pod.name()
                + " -n "
                + pod.namespace()
                + " --grace-period=0 --force",
            PodNames.kubectl("get", pod, ""),
            "")
        .build();
  }

  private static String why(ClusterEvidence cluster, Pod pod) {
    boolean runs = pod.containers().stream().anyMatch(ContainerRun::running);
    if (!pod.metadata().finalizers().isEmpty() && (!runs || pod.node().isEmpty())) {
      return "the finaliser "
          + String.join(", ", pod.metadata().finalizers())
          + " keeps it: whoever set it does not take it away";
    }
    Node node = cluster.objects().node(pod.node());
    if (node != null && !node.ready()) {
      return "its node " + node.name() + " does not answer, so nobody knows whether it has ended";
    }
    if (node == null && cluster.objects().absent(Kind.NODE, "", pod.node())) {
      return "its node " + pod.node() + " does not exist any more";
    }
    for (Event event : cluster.warnings(pod.object())) {
      if (event.reason().equals("FailedPreStopHook") || event.reason().equals("FailedKillPod")) {
        return (event.reason().equals("FailedKillPod")
                ? "it cannot be ended: "
                : "its preStop hook fails: ")
            + event.message();
      }
    }
    return runs
        ? "its containers do not end: a process in them cannot be killed (it waits for a disk or a"
            + " network file system), or the runtime hangs"
        : "its volumes or network are not released, or "
            + (pod.metadata().finalizers().isEmpty()
                ? "kubelet does not say so"
                : "its finaliser " + String.join(", ", pod.metadata().finalizers()) + " keeps it");
  }
}
