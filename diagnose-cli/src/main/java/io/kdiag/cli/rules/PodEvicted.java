package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * kubelet put a pod out, for want of something on the node or because the pod used more than it
 * may, and nothing has taken its place. Where something has, it is history.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/">Node-pressure
 *     Eviction</a>
 */
final class PodEvicted implements ClusterRule {

  @Override
  public String code() {
    return "PodEvicted";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    return findings(cluster, now, false);
  }

  @Override
  public List<Finding> history(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    return cluster == null ? List.of() : findings(cluster, evidence.now(), true);
  }

  private List<Finding> findings(ClusterEvidence cluster, Instant now, boolean replaced) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      boolean evicted = pod.phase().equals("Failed") && pod.status().reason().equals("Evicted");
      if (evicted && isReplaced(cluster, pod) == replaced) {
        findings.add(finding(cluster, now, pod));
      }
    }
    return findings;
  }

  private static boolean isReplaced(ClusterEvidence cluster, Pod pod) {
    return !pod.owner().isEmpty()
        && (!(cluster.objects().ownerOf(pod) instanceof Workload workload)
            || workload.readyPods() >= workload.wanted());
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod) {
    String said = pod.status().message().strip();
    return Finding.of(
            code(),
            Severity.WARNING,
            pod.object(),
            "kubelet put it out of node " + pod.node() + ": " + why(said))
        .since(pod.started())
        .evidence(now, cluster.source(), "Evicted: " + said)
        .look("Ask about the node", "kdiag node " + pod.node())
        .look("See what it may use", PodNames.kubectl("get", pod, "-o jsonpath='{..resources}'"))
        .build();
  }

  private static String why(String said) {
    if (said.contains("low on resource: memory")) {
      return "the node ran out of memory; " + said;
    }
    if (said.contains("low on resource") || said.contains("DiskPressure")) {
      return "the node ran out of disk space; " + said;
    }
    if (said.contains("local storage") || said.contains("ephemeral") || said.contains("EmptyDir")) {
      return "it wrote more to its own disk space than it may; " + said;
    }
    return said.isEmpty() ? "the reason is not told" : said;
  }
}
