package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
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
final class PodConfigurationMissing implements Rule {
  private static final Set<String> WAITING = Set.of("CreateContainerConfigError");

  @Override
  public String code() {
    return "PodConfigurationMissing";
  }

  @Override
  public boolean asksTheCluster() {
    return true;
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (PodObject pod : cluster.pods()) {
        for (ContainerObject container : pod.containers()) {
          if (WAITING.contains(container.waiting())) {
            findings.add(finding(evidence, cluster, pod, container));
          }
        }
      }
    }
    return findings;
  }

  private Finding finding(
      Evidence evidence, ClusterEvidence cluster, PodObject pod, ContainerObject container) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                cause(container, cluster.warnings(pod.object())))
            .since(pod.started())
            .evidence(
                evidence.now(),
                cluster.source(),
                "waiting: " + container.waiting() + ": " + container.waitingMessage());
    PodEvents.quote(finding, evidence, cluster, pod);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look("See what is there", "kubectl get configmaps,secrets -n " + pod.namespace())
        .look("See what the pod refers to", "kubectl get pod " + names + " -o yaml")
        .build();
  }

  private static String cause(ContainerObject container, List<ClusterEvent> warnings) {
    String said = container.waitingMessage();
    if (said.isEmpty() && !warnings.isEmpty()) {
      said = warnings.getFirst().message();
    }
    return "container " + container.name() + " cannot be configured: " + said;
  }
}
