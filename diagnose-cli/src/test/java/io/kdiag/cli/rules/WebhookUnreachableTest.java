package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class WebhookUnreachableTest {
  private final WebhookUnreachable rule = new WebhookUnreachable();

  private static TestCluster webhook(String policy, String service) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: guard}
            spec: {selector: {app: guard}, ports: [{port: 443}]}
            ---
            kind: ValidatingWebhookConfiguration
            metadata: {name: guard}
            webhooks:
            - name: pods.guard.example
              failurePolicy: %s
              clientConfig: {service: {namespace: shop, name: %s}}
              rules: [{operations: [CREATE], apiGroups: [""], resources: [pods]}]
            """
                .formatted(policy, service));
  }

  @Test
  void saysWhatIsRefused() {
    assertThat(Found.only(rule, webhook("Fail", "guard")).cause())
        .isEqualTo(
            "webhook pods.guard.example cannot be asked, as service shop/guard has no ready pod, and"
                + " its failure policy is Fail: the API server refuses pods");
    assertThat(Found.only(rule, webhook("Fail", "gone")).cause())
        .contains("service shop/gone does not exist");
  }

  @Test
  void isSilentWhereItAnswersOrNeedNot() {
    Found.silent(rule, webhook("Ignore", "guard"));
    Found.silent(
        rule, webhook("Fail", "guard").pod("shop/guard-0", "metadata.labels.app", "guard"));
    Found.silent(rule, webhook("Fail", "gone").unread(Kind.SERVICE));
    Found.silent(rule, TestCluster.healthy());
  }
}
