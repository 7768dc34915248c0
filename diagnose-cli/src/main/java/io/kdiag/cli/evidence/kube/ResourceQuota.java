package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;

/** A v1 ResourceQuota. */
public record ResourceQuota(Meta metadata, Spec spec, Status status) implements KubeObject {
  public ResourceQuota {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(Map.of(), List.of()) : spec;
    status = status == null ? new Status(Map.of(), Map.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.RESOURCE_QUOTA;
  }

  /** {@code requests.cpu} to {@code 4}; units: see {@link Amount}. */
  public record Spec(Map<String, String> hard, List<String> scopes) {
    public Spec {
      hard = Given.map(hard);
      scopes = Given.list(scopes);
    }
  }

  public record Status(Map<String, String> hard, Map<String, String> used) {
    public Status {
      hard = Given.map(hard);
      used = Given.map(used);
    }
  }
}
