package io.kdiag.cli.evidence.kube;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A coordination.k8s.io/v1 Lease: who holds something, and when he last said so. */
public record Lease(Meta metadata, Spec spec) implements KubeObject {
  public Lease {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", 0, null, null, 0) : spec;
  }

  @Override
  public Kind kind() {
    return Kind.LEASE;
  }

  public record Spec(
      String holderIdentity,
      int leaseDurationSeconds,
      @Nullable Instant acquireTime,
      @Nullable Instant renewTime,
      int leaseTransitions) {
    public Spec {
      holderIdentity = Given.text(holderIdentity);
    }
  }
}
