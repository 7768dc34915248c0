package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A v1 ServiceAccount. {@code secrets}: its tokens, before Kubernetes 1.24. */
public record ServiceAccount(
    Meta metadata,
    List<Reference> secrets,
    List<PodSpec.NameOnly> imagePullSecrets,
    @Nullable Boolean automountServiceAccountToken)
    implements KubeObject {
  public ServiceAccount {
    metadata = metadata == null ? Meta.none() : metadata;
    secrets = Given.list(secrets);
    imagePullSecrets = Given.list(imagePullSecrets);
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE_ACCOUNT;
  }
}
