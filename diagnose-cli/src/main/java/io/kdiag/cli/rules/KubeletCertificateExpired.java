package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A certificate of kubelet's has expired: the API server turns it away. */
final class KubeletCertificateExpired implements Rule {

  @Override
  public String code() {
    return "KubeletCertificateExpired";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL
        ? Set.of("KubeletDown", "KubeletUnhealthy")
        : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.kubelets(evidence)) {
      if (certificate.expired()) {
        findings.add(finding(evidence, certificate));
      }
    }
    return findings;
  }

  private Finding finding(Evidence evidence, NodeCertificate certificate) {
    boolean serving = certificate.isServing();
    String effect =
        serving
            ? ": kubectl logs, exec and top may fail for this node"
            : ": the API server turns kubelet away, and the node is NotReady";
    Finding.Builder finding =
        certificate.finding(
            code(),
            serving ? Severity.WARNING : Severity.CRITICAL,
            certificate.name()
                + " expired "
                + NodeCertificate.text(certificate.left())
                + " ago"
                + effect);
    finding.since(certificate.fact().notAfter());
    finding.look("Be sure that the clock is right", "date -u");
    finding.look(
        "See why it was not renewed", "journalctl -u kubelet --no-pager | grep -i certificate");
    finding.disruptive(
        "Let kubelet ask for a new one: give it a fresh bootstrap kubeconfig (kubeadm token create,"
            + " kubeadm init phase kubeconfig kubelet), move the expired one away, restart kubelet",
        "systemctl restart kubelet",
        "kubectl get node " + evidence.host().node(),
        "move the old files back");
    return finding.build();
  }
}
