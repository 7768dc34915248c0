package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.NodeCondition;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ProblemsDocument;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The node's condition Ready is not True. Unknown: kubelet no longer reports. False: kubelet's
 * message says which of the runtime and the network it misses.
 *
 * @see <a href="https://kubernetes.io/docs/reference/node/node-status/#condition">Node
 *     conditions</a>
 */
final class NodeNotReady implements Rule {

  @Override
  public String code() {
    return "NodeNotReady";
  }

  @Override
  public boolean asksTheCluster() {
    return true;
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("KubeletUnhealthy", "PodStuckCreating");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (NodeCondition condition : cluster.node().conditions()) {
        if (condition.type().equals("Ready") && !condition.status().equals("True")) {
          return List.of(finding(evidence, cluster, condition));
        }
      }
    }
    return List.of();
  }

  private Finding finding(Evidence evidence, ClusterEvidence cluster, NodeCondition ready) {
    String node = cluster.node().name();
    Finding.Builder finding =
        Finding.of(code(), Severity.CRITICAL, "node/" + node, cause(cluster, ready));
    finding.since(ready.transition());
    finding.evidence(
        ready.transition() == null ? evidence.now() : ready.transition(),
        cluster.source(),
        "Ready is " + ready.status() + ", " + ready.reason() + ": " + ready.message());
    ProblemsDocument detected = Seen.value(cluster.detected());
    if (detected != null) {
      detected.active().stream()
          .filter(problem -> problem.code().equals("KubeletUnhealthy"))
          .forEach(
              problem -> finding.evidence(problem.last(), "problem detector", problem.message()));
    }
    if (ready.status().equals("Unknown")) {
      unknown(finding, detected != null);
    } else {
      finding.look("See what kubelet says", "journalctl -u kubelet -n 100 (on " + node + ")");
    }
    return finding
        .look("Ask the machine itself", "kdiag node --local (on " + node + ")")
        .disruptive("Restart what is down", restart(ready), "kubectl get node " + node, "")
        .build();
  }

  private static void unknown(Finding.Builder finding, boolean machineAnswers) {
    if (!machineAnswers) {
      finding.confidence(Confidence.LIKELY);
      finding.notChecked("whether the machine itself is up: its node agent does not answer");
    }
    finding.look("See whether kubelet runs", "systemctl status kubelet");
  }

  private static String cause(ClusterEvidence cluster, NodeCondition ready) {
    if (ready.status().equals("Unknown")) {
      return Seen.value(cluster.detected()) == null
          ? "kubelet no longer reports: it or the whole machine is down, or cut off from the API server"
          : "kubelet no longer reports, though the machine is up: kubelet is down or hangs";
    }
    return switch (missing(ready)) {
      case RUNTIME -> "the container runtime is down or does not answer kubelet: no pod can start";
      case NETWORK -> "the pods' network is not ready: " + ready.message();
      case OTHER -> "kubelet says that it is not ready: " + ready.message();
    };
  }

  private enum Missing {
    RUNTIME,
    NETWORK,
    OTHER
  }

  private static Missing missing(NodeCondition ready) {
    String message = ready.message().toLowerCase(Locale.ROOT);
    if (message.contains("container runtime is down")
        || message.contains("pleg")
        || message.contains("runtime status check")
        || message.contains("failed to get runtime")) {
      return Missing.RUNTIME;
    }
    return message.contains("network") || message.contains("cni") ? Missing.NETWORK : Missing.OTHER;
  }

  private static String restart(NodeCondition ready) {
    return missing(ready) == Missing.RUNTIME && ready.status().equals("False")
        ? "systemctl restart containerd"
        : "systemctl restart kubelet";
  }
}
