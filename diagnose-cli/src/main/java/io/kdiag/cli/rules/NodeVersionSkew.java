package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's kubelet is newer than the API server, or older than what the API server still goes with:
 * three minor versions since 1.28, two before.
 *
 * @see <a href="https://kubernetes.io/releases/version-skew-policy/">Version skew policy</a>
 */
final class NodeVersionSkew implements ClusterRule {
  private static final Pattern MINOR = Pattern.compile("v?1\\.(\\d{1,3}).*");
  private static final int THREE_SINCE = 28;

  @Override
  public String code() {
    return "NodeVersionSkew";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    int server = minor(cluster.serverVersion());
    for (Node node : cluster.objects().nodes()) {
      int kubelet = minor(node.status().nodeInfo().kubeletVersion());
      int oldest = server - (server >= THREE_SINCE ? 3 : 2);
      if (server > 0 && kubelet > 0 && (kubelet > server || kubelet < oldest)) {
        findings.add(finding(cluster, now, node, kubelet > server));
      }
    }
    return findings;
  }

  /** 20 of {@code v1.20.2}; 0 where it is no version. */
  private static int minor(String version) {
    Matcher matcher = MINOR.matcher(version);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Node node, boolean newer) {
    String kubelet = node.status().nodeInfo().kubeletVersion();
    return Finding.of(
            code(),
            Severity.WARNING,
            node.object(),
            "its kubelet is "
                + kubelet
                + " and the API server "
                + cluster.serverVersion()
                + (newer
                    ? ": a kubelet must not be newer than the API server"
                    : ": it is too old for it, and what it does not know it does wrong or not at all"))
        .latent()
        .evidence(now, cluster.source(), "status.nodeInfo.kubeletVersion is " + kubelet)
        .look("See the versions of all", "kubectl get nodes; kubectl version")
        .disruptive(
            newer ? "Upgrade the control plane, or go back with kubelet" : "Upgrade kubelet",
            "kubectl drain "
                + node.name()
                + " --ignore-daemonsets; apt-get install kubelet=VERSION (on "
                + node.name()
                + ")",
            "kubectl get node " + node.name(),
            "kubectl uncordon " + node.name())
        .build();
  }
}
