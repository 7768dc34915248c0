package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.probe.ProbeResult;
import java.util.List;
import java.util.Set;

/** kubelet does not run on a machine that is a node. */
final class KubeletDown implements Rule {

  @Override
  public String code() {
    return "KubeletDown";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of(
        "KubeletUnhealthy",
        "KubeProxyUnhealthy@static-pod/kube-proxy",
        "ControlPlaneDown@static-pod/etcd",
        "ControlPlaneDown@static-pod/kube-apiserver",
        "ControlPlaneDown@static-pod/kube-controller-manager",
        "ControlPlaneDown@static-pod/kube-scheduler");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    Part kubelet = Part.of(evidence, "kubelet");
    if (kubelet == null
        || kubelet.running()
        || !evidence.host().kubernetes().isNode()
        || Answers.anyOk(evidence, ProbeResult.Kind.KUBELET)) {
      return List.of();
    }
    String cause =
        "kubelet is not running, though "
            + Part.whatLivesHere(evidence)
            + ": nothing starts, restarts or watches them, and the node turns NotReady";
    Finding.Builder finding = kubelet.down(code(), cause);
    finding.look(
        "See what the cluster thinks of the node", "kubectl describe node " + node(evidence));
    return List.of(finding.build());
  }

  private static String node(Evidence evidence) {
    return evidence.host().node();
  }
}
