package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A certificate is not valid yet: this machine's clock is behind that of the one who signed it. */
final class CertificateNotYetValid implements Rule {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  @Override
  public String code() {
    return "CertificateNotYetValid";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("KubeletUnhealthy", "ControlPlaneUnhealthy");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.all(evidence)) {
      Duration early = Duration.between(evidence.now(), certificate.fact().notBefore());
      if (early.compareTo(CLOCKS_DIFFER) > 0) {
        findings.add(finding(evidence, certificate, early));
      }
    }
    return findings;
  }

  private Finding finding(Evidence evidence, NodeCertificate certificate, Duration early) {
    Finding.Builder finding =
        certificate.finding(
            code(),
            Severity.CRITICAL,
            certificate.name()
                + " becomes valid only in "
                + NodeCertificate.text(early)
                + ": this machine's clock is behind, or the signer's was ahead");
    finding.evidence(evidence.now(), "the clock", "this machine says that it is " + evidence.now());
    finding.look("Compare the clock with another machine's", "date -u");
    finding.look("See whether it is being set", "timedatectl; chronyc tracking");
    return finding.build();
  }
}
