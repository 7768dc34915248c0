package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A certificate of the control plane's, etcd's or another part's on this machine expires soon. */
final class CertificateExpiring implements Rule {
  private static final Duration SOON = Duration.ofDays(30);

  @Override
  public String code() {
    return "CertificateExpiring";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.others(evidence)) {
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
                + ", and nothing but an upgrade or you renews it");
    certificate.renewal(finding);
    return finding.latent().build();
  }
}
