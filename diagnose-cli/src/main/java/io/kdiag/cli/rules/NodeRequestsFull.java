package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A node's pods request nearly all of its processors or memory, or more than it has by now. */
final class NodeRequestsFull implements ClusterRule {
  private static final double FULL = 95;

  @Override
  public String code() {
    return "NodeRequestsFull";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Node node : cluster.objects().nodes()) {
      NodeLoad load = NodeLoad.of(cluster.objects(), node);
      for (String resource : List.of("cpu", "memory")) {
        Double share = load.share(resource);
        if (share != null && share >= FULL) {
          findings.add(finding(cluster, now, node, load, resource, share));
        }
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster,
      Instant now,
      Node node,
      NodeLoad load,
      String resource,
      double share) {
    boolean over = share > 100;
    return Finding.of(
            code(),
            over ? Severity.WARNING : Severity.INFO,
            node.object(),
            "its pods request "
                + load.text(resource)
                + (over
                    ? ": more than it has, as it has become smaller or kubelet reserves more"
                    : ": there is no room for another of any size"))
        .latent()
        .evidence(now, cluster.source(), "requested " + resource + ": " + Quantities.percent(share))
        .look("See who requests most", "kubectl describe node " + node.name())
        .look("Compare with what is used", "kubectl top pods -A --sort-by=" + resource)
        .build();
  }
}
