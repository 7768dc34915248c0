package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node has no address left for another pod: its pods' sandboxes fail, whatever else is free.
 * Addresses of pods that are gone may also have been left behind.
 */
final class PodCidrExhausted implements ClusterRule {

  @Override
  public String code() {
    return "PodCidrExhausted";
  }

  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    Set<String> keys = new HashSet<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (Pod pod : cluster.objects().podsOn(cause.object().substring("node/".length()))) {
        if (refusal(cluster, pod) != null) {
          keys.add("*@" + pod.object());
        }
      }
    }
    return keys;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      for (Pod pod : cluster.objects().podsOn(node.name())) {
        Event refusal = refusal(cluster, pod);
        if (refusal != null) {
          findings.add(finding(cluster, now, node, refusal));
          break;
        }
      }
    }
    return findings;
  }

  /** What kubelet says of a pod that waits for an address; null where it does not. */
  private static @Nullable Event refusal(ClusterEvidence cluster, Pod pod) {
    boolean waits =
        !pod.terminating()
            && pod.containers().stream()
                .anyMatch(each -> each.waiting().equals("ContainerCreating"));
    if (waits) {
      for (Event event : cluster.warnings(pod.object())) {
        if (event.reason().equals("FailedCreatePodSandBox") && tellsOfNoAddress(event.message())) {
          return event;
        }
      }
    }
    return null;
  }

  private static boolean tellsOfNoAddress(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    return said.contains("no ip addresses available")
        || said.contains("no available ip")
        || said.contains("failed to allocate for range")
        || said.contains("failed to assign an ip address")
        || (said.contains("ip pool") && said.contains("exhausted"));
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node, Event refusal) {
    long pods = NodeLoad.of(cluster.objects(), node).addresses();
    String cidr = node.spec().podCidr();
    String range = cidr.isEmpty() ? "its range" : "its range " + cidr;
    Instant last = refusal.last();
    return Finding.of(
            code(),
            Severity.WARNING,
            node.object(),
            "no address of "
                + range
                + " is left for another pod, with "
                + pods
                + " pods on it: the range is too small, or addresses of pods that are gone were not"
                + " given back")
        .since(refusal.first())
        .evidence(last == null ? now : last, "event", refusal.reason() + ": " + refusal.message())
        .look(
            "See which addresses the plugin holds (host-local)",
            "ls /var/lib/cni/networks/* (on " + node.name() + ")")
        .disruptive(
            "Move pods away until its range is larger",
            "kubectl drain " + node.name() + " --ignore-daemonsets",
            "kubectl get pods -A -o wide --field-selector spec.nodeName=" + node.name(),
            "kubectl uncordon " + node.name())
        .build();
  }
}
