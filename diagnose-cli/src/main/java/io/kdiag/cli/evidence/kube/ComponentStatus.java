package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A v1 ComponentStatus: what the API server finds when it asks etcd, the scheduler and others. */
public record ComponentStatus(Meta metadata, List<Condition> conditions) implements KubeObject {
  public ComponentStatus {
    metadata = metadata == null ? Meta.none() : metadata;
    conditions = Given.list(conditions);
  }

  @Override
  public Kind kind() {
    return Kind.COMPONENT_STATUS;
  }

  /** Null where it was not asked. */
  public @Nullable Condition healthy() {
    return Conditions.of(conditions, "Healthy");
  }
}
