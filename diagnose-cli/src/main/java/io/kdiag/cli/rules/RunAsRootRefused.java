package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * kubelet refuses to start a container as root, or as a user of whom it does not know that he is
 * not root, as {@code runAsNonRoot} is set.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/">Configure a
 *     Security Context</a>
 */
final class RunAsRootRefused implements ClusterRule {

  @Override
  public String code() {
    return "RunAsRootRefused";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodConfigurationMissing@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      for (ContainerRun container : pod.containers()) {
        String why = why(container.waitingMessage());
        if (container.waiting().equals("CreateContainerConfigError") && !why.isEmpty()) {
          findings.add(finding(cluster, now, container, why));
        }
      }
    }
    return findings;
  }

  private static String why(String said) {
    if (said.contains("image will run as root")) {
      return "its image runs as root";
    }
    if (said.contains("runAsUser breaks non-root policy")) {
      return "its runAsUser is 0, which is root";
    }
    return said.contains("non-numeric user")
        ? "its image names its user by a word, of which kubelet cannot tell that it is not root"
        : "";
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ContainerRun container, String why) {
    Pod pod = container.pod();
    return Finding.of(
            code(),
            Severity.WARNING,
            pod.object(),
            "container " + container.name() + " is not started: runAsNonRoot is set, but " + why)
        .since(pod.started())
        .evidence(now, cluster.source(), container.waitingMessage())
        .look(
            "See its security context",
            PodNames.kubectl("get", pod, "-o jsonpath='{..securityContext}'"))
        .disruptive(
            "Give it a user that is not root, if the image can do with one",
            "kubectl patch "
                + PodNames.owner(cluster, pod)
                + " -p '{\"spec\":{\"template\":{\"spec\":{\"securityContext\":{\"runAsUser\":1000}}}}}'",
            PodNames.kubectl("get", pod, ""),
            "kubectl rollout undo " + PodNames.owner(cluster, pod))
        .build();
  }
}
