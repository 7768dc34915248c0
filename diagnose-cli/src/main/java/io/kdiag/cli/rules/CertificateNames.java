package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A serving certificate lacks the names by which its owner is called. */
final class CertificateNames implements Rule {
  private static final Set<String> KUBERNETES =
      Set.of(
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  @Override
  public String code() {
    return "CertificateNames";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL ? Set.of("ControlPlaneUnhealthy") : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (NodeCertificate certificate : NodeCertificate.others(evidence)) {
      Finding finding = certificate.isServing() ? judge(certificate) : null;
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private @Nullable Finding judge(NodeCertificate certificate) {
    List<String> names = certificate.fact().names();
    if (names.isEmpty()) {
      return finding(
          certificate,
          Severity.CRITICAL,
          " names no host at all (no subject alternative names): everything written in Go refuses"
              + " it");
    }
    boolean apiServer = certificate.fact().role().contains("apiserver");
    return apiServer && !hasOne(names)
        ? finding(
            certificate,
            Severity.WARNING,
            " does not name kubernetes.default.svc: what calls the API server by that name from"
                + " inside the cluster refuses it")
        : null;
  }

  private static boolean hasOne(List<String> names) {
    for (String name : names) {
      String plain = name.startsWith("DNS:") ? name.substring(4) : name;
      if (KUBERNETES.contains(plain) || plain.startsWith("*.default.svc")) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(NodeCertificate certificate, Severity severity, String lacks) {
    List<String> names = certificate.fact().names();
    Finding.Builder finding = certificate.finding(code(), severity, certificate.name() + lacks);
    finding.evidence(
        certificate.evidence().now(),
        certificate.fact().path(),
        "subject alternative names: " + (names.isEmpty() ? "none" : String.join(", ", names)));
    finding.disruptive(
        "Sign it anew with all names (clusters of kubeadm: move the old pair away first), then"
            + " restart its owner",
        "kubeadm init phase certs apiserver --apiserver-cert-extra-sans NAME",
        "openssl x509 -noout -ext subjectAltName -in " + certificate.fact().path(),
        "move the old pair back and restart its owner");
    return finding.build();
  }
}
