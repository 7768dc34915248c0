package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.CertificateRequest;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate was asked for and nobody has approved or denied it: a kubelet that waits for its
 * client certificate cannot join, one that waits for its serving certificate gives no logs.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/">Certificate
 *     Signing Requests</a>
 */
final class CertificateRequestPending implements ClusterRule {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Override
  public String code() {
    return "CertificateRequestPending";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (CertificateRequest each :
        cluster.objects().all(Kind.CERTIFICATE_REQUEST, CertificateRequest.class)) {
      Instant created = each.metadata().creationTimestamp();
      if (each.pending() && created != null && created.isBefore(now.minus(LONG))) {
        findings.add(finding(cluster, now, each, created));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, CertificateRequest request, Instant created) {
    return Finding.of(
            code(),
            Severity.WARNING,
            request.object(),
            request.spec().username()
                + " asked for a certificate ("
                + request.spec().signerName()
                + ") and nobody has approved it")
        .latent()
        .since(created)
        .evidence(now, cluster.source(), "no condition Approved or Denied since it was made")
        .look("See what is asked for", "kubectl describe csr " + request.name())
        .safe(
            "Approve it, if whoever asks is who he says",
            "kubectl certificate approve " + request.name(),
            "kubectl get csr " + request.name(),
            "")
        .build();
  }
}
