package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ProblemsDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
final class NodeNotReady implements ClusterRule {
  private static final Duration SHORTLY_BEFORE = Duration.ofMinutes(2);

  @Override
  public String code() {
    return "NodeNotReady";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("KubeletUnhealthy@" + cause.object(), "NodeFlapping@" + cause.object());
  }

  /** Also what came over its pods with it or after it, and not what was wrong with them before. */
  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    Set<String> keys = new HashSet<>(explains(cause));
    ClusterEvidence cluster = evidence.cluster();
    Instant began = cause.since();
    if (cluster != null) {
      for (Pod pod : cluster.objects().podsOn(cause.object().substring("node/".length()))) {
        Condition ready = pod.condition("Ready");
        Instant unready = ready == null || ready.holds() ? null : ready.transition();
        boolean before =
            began != null && unready != null && unready.isBefore(began.minus(SHORTLY_BEFORE));
        if (!before) {
          keys.add("*@" + pod.object());
          pod.containers().forEach(container -> keys.add("*@" + container.object()));
        }
      }
    }
    return keys;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      Condition ready = node.condition("Ready");
      if (ready != null && !ready.holds()) {
        findings.add(finding(now, cluster, node.name(), ready));
      }
    }
    return findings;
  }

  private Finding finding(Instant now, ClusterEvidence cluster, String node, Condition ready) {
    ProblemsDocument detected = Seen.value(cluster.detected(node));
    Finding.Builder finding =
        Finding.of(code(), Severity.CRITICAL, "node/" + node, cause(detected != null, ready));
    finding.since(ready.transition());
    finding.evidence(
        ready.transition() == null ? now : ready.transition(),
        cluster.source(),
        "Ready is " + ready.status() + ", " + ready.reason() + ": " + ready.message());
    if (detected != null) {
      detected.active().stream()
          .filter(problem -> problem.code().equals("KubeletUnhealthy"))
          .forEach(
              problem -> finding.evidence(problem.last(), "problem detector", problem.message()));
    }
    Node object = cluster.objects().node(node);
    if (object != null) {
      breaks(finding, now, cluster, object);
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

  /** What it takes with it, and how it differs from those that are well. */
  private static void breaks(
      Finding.Builder finding, Instant now, ClusterEvidence cluster, Node node) {
    List<Pod> pods =
        cluster.objects().podsOn(node.name()).stream().filter(pod -> !pod.finished()).toList();
    long workloads =
        pods.stream().map(pod -> cluster.objects().topOwnerOf(pod).object()).distinct().count();
    if (!pods.isEmpty()) {
      finding.evidence(
          now,
          cluster.source(),
          "on it: "
              + pods.size()
              + (pods.size() == 1 ? " pod" : " pods")
              + " of "
              + workloads
              + (workloads == 1 ? " workload" : " workloads"));
    }
    String siblings = NodeSiblings.compared(cluster.objects(), node);
    if (siblings != null) {
      finding.evidence(now, cluster.source(), siblings);
    }
  }

  private static void unknown(Finding.Builder finding, boolean machineAnswers) {
    if (!machineAnswers) {
      finding.confidence(Confidence.LIKELY);
      finding.notChecked("whether the machine itself is up: its node agent does not answer");
    }
    finding.look("See whether kubelet runs", "systemctl status kubelet");
  }

  private static String cause(boolean machineAnswers, Condition ready) {
    if (ready.status().equals("Unknown")) {
      return !machineAnswers
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

  private static Missing missing(Condition ready) {
    String message = ready.message().toLowerCase(Locale.ROOT);
    if (message.contains("container runtime is down")
        || message.contains("pleg")
        || message.contains("runtime status check")
        || message.contains("failed to get runtime")) {
      return Missing.RUNTIME;
    }
    return message.contains("network") || message.contains("cni") ? Missing.NETWORK : Missing.OTHER;
  }

  private static String restart(Condition ready) {
    return missing(ready) == Missing.RUNTIME && ready.status().equals("False")
        ? "systemctl restart containerd"
        : "systemctl restart kubelet";
  }
}
