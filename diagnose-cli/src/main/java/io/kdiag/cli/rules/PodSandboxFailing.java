package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The runtime cannot make a pod's sandbox: mostly its network cannot be set up, as the plug-in, its
 * configuration or a free address is missing.
 */
final class PodSandboxFailing implements ClusterRule {

  @Override
  public String code() {
    return "PodSandboxFailing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodStuckCreating@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      Event event = StuckCreating.newest(cluster, now, pod, Set.of("FailedCreatePodSandBox"));
      if (event != null) {
        findings.add(finding(cluster, now, pod, event));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod, Event event) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "its sandbox cannot be made on node "
                    + pod.node()
                    + ": "
                    + why(event.message().toLowerCase(Locale.ROOT))
                    + ": "
                    + last(event.message()))
            .since(pod.started());
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look("See all that the cluster says of it", PodNames.kubectl("describe", pod, ""))
        .look("Ask about the node", "kdiag node " + pod.node())
        .build();
  }

  private static String why(String said) {
    if (said.contains("no ip addresses available")
        || said.contains("no available ip")
        || said.contains("failed to allocate for range")) {
      return "the node's range of pod addresses is used up";
    }
    if (said.contains("failed to find plugin")) {
      return "a network plug-in's program is missing on the node";
    }
    if (said.contains("cni") || said.contains("network")) {
      return "its network cannot be set up";
    }
    if (said.contains("runtimeclass") || said.contains("no runtime for")) {
      return "the node has no such runtime";
    }
    if (said.contains("image")) {
      return "the sandbox's own image cannot be had";
    }
    return said.contains("cgroup") ? "its control group cannot be made" : "the runtime refuses";
  }

  /** What stands after the chain of who passes the error on. */
  private static String last(String message) {
    String text = message.strip();
    int at = text.indexOf("desc = ");
    return at < 0 ? text : text.substring(at + 7);
  }
}
