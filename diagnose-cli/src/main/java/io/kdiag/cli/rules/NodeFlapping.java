package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A node was not ready again and again in the last hour; right now it may be. */
final class NodeFlapping implements ClusterRule {
  private static final Duration WATCHED = Duration.ofHours(1);
  private static final int OFTEN = 3;

  @Override
  public String code() {
    return "NodeFlapping";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of();
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      int times = 0;
      List<Event> seen = new ArrayList<>();
      for (Event event : cluster.objects().events(node.object())) {
        Instant last = event.last();
        if (event.reason().equals("NodeNotReady")
            && last != null
            && last.isAfter(now.minus(WATCHED))) {
          times += event.times();
          seen.add(event);
        }
      }
      if (times >= OFTEN && node.ready()) {
        findings.add(finding(node, seen, times));
      }
    }
    return findings;
  }

  private Finding finding(Node node, List<Event> seen, int times) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                node.object(),
                "it became not ready "
                    + times
                    + " times in the last hour: it is ready now, and will not stay so")
            .since(seen.getLast().first());
    for (Event event : seen.subList(0, Math.min(4, seen.size()))) {
      Instant last = event.last();
      if (last != null) {
        finding.evidence(
            last, "event", event.reason() + ": " + event.message() + " (" + event.reporter() + ")");
      }
    }
    return finding
        .look(
            "See whether kubelet restarts, and why",
            "journalctl -u kubelet --since -1h (on " + node.name() + ")")
        .look("Ask the machine itself", "kdiag node --local --for 1m (on " + node.name() + ")")
        .build();
  }
}
