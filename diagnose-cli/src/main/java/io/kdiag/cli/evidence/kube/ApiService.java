package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An apiregistration.k8s.io/v1 APIService: one version of a group, and who serves it. */
public record ApiService(Meta metadata, Spec spec, Status status) implements KubeObject {
  public ApiService {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", "", null) : spec;
    status = status == null ? new Status(List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.API_SERVICE;
  }

  /** {@code service}: null where the API server itself serves it. */
  public record Spec(String group, String version, Webhook.@Nullable ServicePort service) {
    public Spec {
      group = Given.text(group);
      version = Given.text(version);
    }
  }

  public record Status(List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }

  public @Nullable Condition condition(String type) {
    return Conditions.of(status.conditions(), type);
  }
}
