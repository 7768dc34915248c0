package io.kdiag.cli.evidence.kube;

import java.util.List;

/** An admissionregistration.k8s.io/v1 MutatingWebhookConfiguration. */
public record MutatingWebhooks(Meta metadata, List<Webhook> webhooks) implements KubeObject {
  public MutatingWebhooks {
    metadata = metadata == null ? Meta.none() : metadata;
    webhooks = Given.list(webhooks);
  }

  @Override
  public Kind kind() {
    return Kind.MUTATING_WEBHOOKS;
  }
}
