package io.kdiag.cli.rules;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.ClusterEvidence.Ended;
import io.kdiag.cli.evidence.ClusterEvidence.NodeCondition;
import io.kdiag.cli.evidence.ClusterEvidence.NodeObject;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.host.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as the cluster sees it: healthy, with one thing changed. */
final class Nodes {
  static final Instant NOW = TestEvidence.NOW;
  static final String SERVER = "https://127.0.0.1:6443";

  private Nodes() {}

  static ClusterEvidence healthy() {
    NodeObject node =
        new NodeObject(
            "k8s-node-1",
            "v1.20.2",
            "Debian GNU/Linux 12 (bookworm)",
            "6.1.0",
            "containerd://1.6.20",
            "198.18.0.1",
            false,
            List.of(
                condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "enough"),
                condition("Ready", "True", "KubeletReady", "kubelet is posting ready status")));
    return new ClusterEvidence(
        SERVER,
        node,
        List.of(pod("calm", new ContainerObject("main", true, 0, "", "", null, null, null))),
        List.of(),
        Reading.present(new ProblemsDocument("k8s-node-1", List.of(), List.of(), 0)),
        List.of(),
        List.of(),
        null);
  }

  static NodeCondition condition(String type, String status, String reason, String message) {
    return new NodeCondition(type, status, reason, message, NOW, NOW.minusSeconds(120));
  }

  static ClusterEvidence with(NodeCondition condition) {
    return TestEvidence.with(
        healthy(), "node", TestEvidence.with(healthy().node(), "conditions", List.of(condition)));
  }

  static PodObject pod(String name, ContainerObject container) {
    return new PodObject(
        "shop", name, "uid-" + name, "Running", "", NOW.minusSeconds(600), List.of(container));
  }

  static ClusterEvidence with(PodObject pod) {
    return TestEvidence.with(healthy(), "pods", List.of(pod));
  }

  static ContainerObject crashed(String waiting, String reason, int exitCode, long secondsAgo) {
    Ended end =
        new Ended(reason, exitCode, NOW.minusSeconds(secondsAgo + 1), NOW.minusSeconds(secondsAgo));
    return new ContainerObject("main", false, 5, waiting, "back-off", null, end, "24Mi");
  }

  /** A container that has not run yet and waits. */
  static ContainerObject waiting(String reason, String message) {
    return new ContainerObject("main", false, 0, reason, message, null, null, null);
  }

  /** {@code cluster} with events about its pod, of type Warning, newest first. */
  static ClusterEvidence warned(ClusterEvidence cluster, String... reasonsAndMessages) {
    List<ClusterEvent> events = new ArrayList<>();
    for (int i = 0; i < reasonsAndMessages.length; i += 2) {
      events.add(
          new ClusterEvent(
              cluster.pods().getFirst().object(),
              "Warning",
              reasonsAndMessages[i],
              reasonsAndMessages[i + 1],
              2,
              NOW.minusSeconds(i)));
    }
    return TestEvidence.with(cluster, "events", List.copyOf(events));
  }

  static ClusterEvidence saying(ClusterEvidence cluster, String pod, String line) {
    HostEvidence.LogGroup group = new HostEvidence.LogGroup(line, 5, NOW, NOW);
    return TestEvidence.with(
        cluster,
        "logs",
        List.of(new ContainerWords("shop", pod, "main", "kubectl logs", List.of(group))));
  }

  static ClusterEvidence detecting(ReportedProblem active, ReportedProblem... recent) {
    return TestEvidence.with(
        healthy(),
        "detected",
        new ProblemsDocument("k8s-node-1", List.of(active), List.of(recent), 0));
  }

  static Evidence evidence(@Nullable ClusterEvidence cluster) {
    return new Evidence(
        "test", NOW, HostEvidence.unread("k8s-node-1", NOW), cluster, List.of(), List.of());
  }
}
