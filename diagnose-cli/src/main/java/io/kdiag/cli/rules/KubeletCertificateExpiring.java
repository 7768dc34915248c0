package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A certificate of kubelet's is so near its end that its rotation must have failed. */
final class KubeletCertificateExpiring implements Rule {
  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public String code() {
    return "KubeletCertificateExpiring";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.kubelets(evidence)) {
      if (certificate.expiresWithin(SOON)) {
        findings.add(finding(certificate));
      }
    }
    return findings;
  }

  private Finding finding(NodeCertificate certificate) {
    Finding.Builder finding =
        certificate.finding(
            code(),
            Severity.WARNING,
            certificate.name()
                + " expires in "
                + NodeCertificate.text(certificate.left())
                + ": rotation, where it is on, renews it well before this, so it is off or fails");
    finding.look("See whether kubelet rotates", "grep -ri rotateCert /var/lib/kubelet/config.yaml");
    finding.look("See whether requests wait for approval", "kubectl get csr");
    finding.look(
        "See what kubelet says", "journalctl -u kubelet --no-pager | grep -i certificate | tail");
    return finding.latent().build();
  }
}
