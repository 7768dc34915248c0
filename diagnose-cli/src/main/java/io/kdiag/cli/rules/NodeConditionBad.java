package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ProblemsDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A condition that something other than kubelet set says that the node is not well: kdiag's or
 * NPD's detector, or that of EKS or AKS. Of most of them True is bad; of EKS's ({@code
 * NetworkingReady}) it is good.
 *
 * @see <a href="https://github.com/kubernetes/node-problem-detector">node-problem-detector</a>
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/node-health.html">EKS node
 *     health</a>
 */
final class NodeConditionBad implements ClusterRule {
  private static final Set<String> KUBELETS =
      Set.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

  /** Bad when True, though their names do not say so. */
  private static final Set<String> BAD_WHEN_TRUE =
      Set.of(
          "KernelDeadlock",
          "ReadonlyFilesystem",
          "CorruptDockerOverlay2",
          "XfsShutdown",
          "CperHardwareErrorFatal",
          "VMEventScheduled",
          "PreemptScheduled",
          "RebootScheduled",
          "RedeployScheduled",
          "FreezeScheduled",
          "TerminateScheduled",
          "DetectorDegraded");

  /** How the names of conditions end that tell of something bad. */
  private static final List<String> BAD_ENDINGS =
      List.of(
          "Problem",
          "Pressure",
          "Unhealthy",
          "Restart",
          "UnregisterNetDevice",
          "Error",
          "Failure",
          "Failed",
          "Deadlock",
          "Hung",
          "Exhausted",
          "Full",
          "Unavailable",
          "Unsynchronized",
          "Unsynchronised",
          "BadBlock",
          "Degraded");

  @Override
  public String code() {
    return "NodeConditionBad";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      for (Condition condition : node.conditions()) {
        if (isBad(condition) && !isDetected(cluster, node, condition)) {
          findings.add(finding(cluster, now, node, condition));
        }
      }
    }
    return findings;
  }

  static boolean isBad(Condition condition) {
    String type = condition.type();
    if (KUBELETS.contains(type)) {
      return false;
    }
    if (type.endsWith("Ready") || type.endsWith("Healthy")) {
      return condition.status().equals("False");
    }
    return condition.holds()
        && (BAD_WHEN_TRUE.contains(type) || BAD_ENDINGS.stream().anyMatch(type::endsWith));
  }

  /** The detector itself, where it was reached, tells it with its own words. */
  private static boolean isDetected(ClusterEvidence cluster, Node node, Condition condition) {
    ProblemsDocument detected = Seen.value(cluster.detected(node.name()));
    return detected != null
        && detected.active().stream()
            .anyMatch(problem -> condition.type().equals(problem.condition()));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node, Condition condition) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                node.object(),
                "its condition "
                    + condition.type()
                    + " is "
                    + condition.status()
                    + (condition.message().isEmpty()
                        ? ": " + condition.reason()
                        : ": " + condition.message()))
            .since(condition.transition())
            .evidence(
                condition.heartbeat() == null ? now : condition.heartbeat(),
                cluster.source(),
                condition.text());
    String siblings = NodeSiblings.compared(cluster.objects(), node);
    if (siblings != null) {
      finding.evidence(now, cluster.source(), siblings);
    }
    return finding
        .look("See all its conditions", "kubectl describe node " + node.name())
        .look("See what the code means, if kdiag knows it", "kdiag explain " + condition.reason())
        .build();
  }
}
