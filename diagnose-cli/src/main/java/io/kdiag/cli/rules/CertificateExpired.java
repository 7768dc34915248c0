package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A certificate of the control plane's, etcd's or another part's on this machine has expired. */
final class CertificateExpired implements Rule {

  @Override
  public String code() {
    return "CertificateExpired";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL
        ? Set.of("ControlPlaneDown", "ControlPlaneUnhealthy")
        : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.others(evidence)) {
      if (certificate.expired()) {
        findings.add(finding(certificate));
      }
    }
    return findings;
  }

  private Finding finding(NodeCertificate certificate) {
    boolean stopsNothing = certificate.stopsNothing();
    Finding.Builder finding =
        certificate.finding(
            code(),
            stopsNothing ? Severity.WARNING : Severity.CRITICAL,
            certificate.name()
                + " expired "
                + NodeCertificate.text(certificate.left())
                + " ago: "
                + effect(certificate));
    finding.since(certificate.fact().notAfter());
    finding.look("Be sure that the clock is right", "date -u");
    certificate.renewal(finding);
    return finding.build();
  }

  private static String effect(NodeCertificate certificate) {
    if (certificate.isAuthority()) {
      return "all that it signed is refused";
    }
    return certificate.stopsNothing()
        ? "whoever uses it is turned away"
        : "those who check it refuse to talk to its owner";
  }
}
