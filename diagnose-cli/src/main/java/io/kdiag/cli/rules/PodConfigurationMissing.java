package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container waits because what it takes its configuration from is not there: a ConfigMap, a
 * Secret, or a key in one.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/">Configure
 *     a Pod to use a ConfigMap</a>
 */
final class PodConfigurationMissing implements ClusterRule {
  private static final Set<String> WAITING = Set.of("CreateContainerConfigError");

  @Override
  public String code() {
    return "PodConfigurationMissing";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      for (ContainerRun container : pod.containers()) {
        if (WAITING.contains(container.waiting())) {
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
        .look("See what is there", "kubectl get configmaps,secrets -n " + pod.namespace())
        .look("See what the pod refers to", "kubectl get pod " + names + " -o yaml")
        .build();
  }

  private static String cause(ContainerRun container, List<Event> warnings) {
    String said = container.waitingMessage();
    if (said.isEmpty() && !warnings.isEmpty()) {
      said = warnings.getFirst().message();
    }
    return "container " + container.name() + " cannot be configured: " + said;
  }
}
