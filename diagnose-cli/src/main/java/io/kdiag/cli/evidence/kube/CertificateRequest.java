package io.kdiag.cli.evidence.kube;

import java.util.List;

/** A certificates.k8s.io/v1 CertificateSigningRequest. */
public record CertificateRequest(Meta metadata, Spec spec, Status status) implements KubeObject {
  public CertificateRequest {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", "") : spec;
    status = status == null ? new Status(List.of(), "") : status;
  }

  @Override
  public Kind kind() {
    return Kind.CERTIFICATE_REQUEST;
  }

  public record Spec(String signerName, String username) {
    public Spec {
      signerName = Given.text(signerName);
      username = Given.text(username);
    }
  }

  /** {@code certificate}: only whether it is there is kept, as {@code issued}. */
  public record Status(List<Condition> conditions, String certificate) {
    public Status {
      conditions = Given.list(conditions);
      certificate = Given.text(certificate).isEmpty() ? "" : "issued";
    }
  }

  /** Nobody has approved or denied it. */
  public boolean pending() {
    return status.conditions().isEmpty() && status.certificate().isEmpty();
  }
}
