package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.CertificateFact;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A certificate that a part of Kubernetes on this machine uses, at the time of the evidence. */
record NodeCertificate(Evidence evidence, CertificateFact fact) {

  /** kubelet's own certificates, on a node only. */
  static List<NodeCertificate> kubelets(Evidence evidence) {
    return evidence.host().kubernetes().isNode() ? select(evidence, true) : List.of();
  }

  /** All others, where any part of Kubernetes belongs on this machine. */
  static List<NodeCertificate> others(Evidence evidence) {
    return isUsed(evidence) ? select(evidence, false) : List.of();
  }

  static List<NodeCertificate> all(Evidence evidence) {
    List<NodeCertificate> all = new ArrayList<>(kubelets(evidence));
    all.addAll(others(evidence));
    return all;
  }

  private static boolean isUsed(Evidence evidence) {
    return evidence.host().kubernetes().isNode()
        || !evidence.host().kubernetes().components().isEmpty();
  }

  private static List<NodeCertificate> select(Evidence evidence, boolean kubelets) {
    List<NodeCertificate> certificates = new ArrayList<>();
    for (CertificateFact fact : evidence.host().certificates()) {
      if (fact.role().startsWith("kubelet") == kubelets) {
        certificates.add(new NodeCertificate(evidence, fact));
      }
    }
    return certificates;
  }

  /** Time until it expires; negative: since it has expired. */
  Duration left() {
    return Duration.between(evidence.now(), fact.notAfter());
  }

  boolean expired() {
    return left().isNegative();
  }

  /**
   * Whether less than {@code limit} is left, or a tenth of its life where that is less: a
   * certificate made for a day is not about to expire all day long.
   */
  boolean expiresWithin(Duration limit) {
    Duration tenth = Duration.between(fact.notBefore(), fact.notAfter()).dividedBy(10);
    return !expired() && left().compareTo(limit.compareTo(tenth) < 0 ? limit : tenth) < 0;
  }

  /** People or checks use it: nothing on this machine stops with it. */
  boolean stopsNothing() {
    return fact.role().contains("admin") || fact.role().contains("health check");
  }

  boolean isServing() {
    return fact.role().endsWith(" server") || fact.role().endsWith("apiserver");
  }

  /** It signs others: {@code cluster CA}. */
  boolean isAuthority() {
    return fact.role().endsWith(" CA") || fact.role().endsWith(" ca");
  }

  /** {@code 3.0 days}, of a time left or gone by. */
  static String text(Duration duration) {
    return Quantities.seconds(duration.abs().toMillis() / 1e3);
  }

  /** {@code The certificate of etcd server (/etc/kubernetes/pki/etcd/server.crt)}. */
  String name() {
    return "The certificate of " + fact.role() + " (" + fact.path() + ")";
  }

  Finding.Builder finding(String code, Severity severity, String cause) {
    Finding.Builder finding = Finding.of(code, severity, "certificate/" + fact.path(), cause);
    finding.evidence(
        evidence.now(),
        fact.path(),
        fact.subject() + ", valid from " + fact.notBefore() + " to " + fact.notAfter());
    finding.look(
        "Read it yourself",
        "openssl x509 -noout -subject -dates -ext subjectAltName -in " + fact.path());
    return finding;
  }

  /** How a certificate of the control plane is renewed, by kubeadm or by hand. */
  void renewal(Finding.Builder finding) {
    if (isAuthority()) {
      finding.disruptive(
          "Replace the authority as Kubernetes' page \"Manual Rotation of CA Certificates\" says:"
              + " everybody must trust the new one before it signs",
          "kubectl get --raw /readyz?verbose",
          "openssl x509 -noout -dates -in " + fact.path(),
          "keep a copy of all certificates and kubeconfigs before you begin");
      return;
    }
    finding.look("See all that kubeadm keeps, with their ends", "kubeadm certs check-expiration");
    finding.disruptive(
        "Renew them (clusters of kubeadm; elsewhere sign a new one with your own authority), then"
            + " restart the parts of the control plane one by one",
        "kubeadm certs renew all",
        "kubeadm certs check-expiration",
        "restore the copy of /etc/kubernetes/pki that you made before");
  }
}
