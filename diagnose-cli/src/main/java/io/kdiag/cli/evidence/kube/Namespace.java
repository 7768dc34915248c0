package io.kdiag.cli.evidence.kube;

import java.util.List;

/** A v1 Namespace. */
public record Namespace(Meta metadata, Spec spec, Status status) implements KubeObject {
  public Namespace {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(List.of()) : spec;
    status = status == null ? new Status("", List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.NAMESPACE;
  }

  public record Spec(List<String> finalizers) {
    public Spec {
      finalizers = Given.list(finalizers);
    }
  }

  /** {@code phase}: Active or Terminating. */
  public record Status(String phase, List<Condition> conditions) {
    public Status {
      phase = Given.text(phase);
      conditions = Given.list(conditions);
    }
  }
}
