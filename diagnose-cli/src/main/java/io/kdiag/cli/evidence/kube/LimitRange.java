package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A v1 LimitRange. */
public record LimitRange(Meta metadata, Spec spec) implements KubeObject {
  public LimitRange {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(List.of()) : spec;
  }

  @Override
  public Kind kind() {
    return Kind.LIMIT_RANGE;
  }

  public record Spec(List<Limit> limits) {
    public Spec {
      limits = Given.list(limits);
    }
  }

  /** {@code type}: Pod, Container or PersistentVolumeClaim. */
  public record Limit(
      String type,
      Map<String, String> max,
      Map<String, String> min,
      @JsonProperty("default") Map<String, String> defaults,
      Map<String, String> defaultRequest) {
    public Limit {
      type = Given.text(type);
      max = Given.map(max);
      min = Given.map(min);
      defaults = Given.map(defaults);
      defaultRequest = Given.map(defaultRequest);
    }
  }
}
