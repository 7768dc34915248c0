package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Most nodes went silent at the same time: not the nodes are at fault but what lies between them
 * and the API server, or the API server itself.
 */
final class NodesCutOff implements ClusterRule {
  private static final int LEAST = 3;
  private static final Duration TOGETHER = Duration.ofMinutes(2);

  @Override
  public String code() {
    return "NodesCutOff";
  }

  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    Set<String> keys = new HashSet<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      silent(cluster).forEach(node -> keys.add("NodeNotReady@" + node.object()));
    }
    return keys;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Node> silent = silent(cluster);
    int all = cluster.objects().nodes().size();
    if (!cluster.objects().complete(Kind.NODE, "")
        || silent.size() < LEAST
        || silent.size() * 2 <= all) {
      return List.of();
    }
    Instant since = since(silent.getFirst());
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.CRITICAL,
                "cluster",
                silent.size()
                    + " of "
                    + all
                    + " nodes stopped reporting within two minutes: what lies between them and the"
                    + " API server is at fault (network, load balancer, certificates), not the nodes")
            .confidence(Confidence.LIKELY)
            .since(since);
    for (Node node : silent.subList(0, Math.min(LEAST, silent.size()))) {
      Condition ready = node.condition("Ready");
      finding.evidence(
          since(node), cluster.source(), node.name() + ": " + (ready == null ? "" : ready.text()));
    }
    return List.of(
        finding
            .look(
                "See from one of them whether it reaches the API server",
                "curl -k https://API-SERVER:6443/livez (on " + silent.getFirst().name() + ")")
            .look(
                "Read why kubelet is refused",
                "journalctl -u kubelet -n 50 (on " + silent.getFirst().name() + ")")
            .build());
  }

  private static Instant since(Node node) {
    Condition ready = node.condition("Ready");
    Instant transition = ready == null ? null : ready.transition();
    return transition == null ? Instant.EPOCH : transition;
  }

  /** Those that went silent within two minutes of the last that did. */
  private static List<Node> silent(ClusterEvidence cluster) {
    List<Node> unknown =
        cluster.objects().nodes().stream()
            .filter(
                node -> {
                  Condition ready = node.condition("Ready");
                  return ready != null && ready.status().equals("Unknown");
                })
            .toList();
    Instant last =
        unknown.stream().map(NodesCutOff::since).max(Instant::compareTo).orElse(Instant.EPOCH);
    return unknown.stream().filter(node -> !since(node).isBefore(last.minus(TOGETHER))).toList();
  }
}
