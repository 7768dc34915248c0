package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the API server asks before it takes an object.
 *
 * @param failurePolicy {@code Fail}: what cannot be asked about is refused; {@code Ignore}
 */
public record Webhook(
    String name,
    Client clientConfig,
    String failurePolicy,
    List<Rule> rules,
    @Nullable LabelSelector namespaceSelector,
    @Nullable LabelSelector objectSelector,
    int timeoutSeconds) {
  public Webhook {
    name = Given.text(name);
    clientConfig = clientConfig == null ? new Client(null, "") : clientConfig;
    failurePolicy = Given.text(failurePolicy);
    rules = Given.list(rules);
  }

  public record Client(@Nullable ServicePort service, String url) {
    public Client {
      url = Given.text(url);
    }
  }

  /** A port of a Service; 0: 443. */
  public record ServicePort(String namespace, String name, int port, String path) {
    public ServicePort {
      namespace = Given.text(namespace);
      name = Given.text(name);
      path = Given.text(path);
    }
  }

  public record Rule(List<String> operations, List<String> apiGroups, List<String> resources) {
    public Rule {
      operations = Given.list(operations);
      apiGroups = Given.list(apiGroups);
      resources = Given.list(resources);
    }
  }
}
