package io.kdiag.cli.evidence.kube;

import java.util.List;

/** An admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration. */
public record ValidatingWebhooks(Meta metadata, List<Webhook> webhooks) implements KubeObject {
  public ValidatingWebhooks {
    metadata = metadata == null ? Meta.none() : metadata;
    webhooks = Given.list(webhooks);
  }

  @Override
  public Kind kind() {
    return Kind.VALIDATING_WEBHOOKS;
  }
}
