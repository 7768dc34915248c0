package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget of policy/v1 or v1beta1. */
public record DisruptionBudget(Meta metadata, Spec spec, Status status) implements KubeObject {
  public DisruptionBudget {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(null, null, null) : spec;
    status = status == null ? new Status(0, 0, 0, 0, 0, List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.DISRUPTION_BUDGET;
  }

  /** Numbers or shares ({@code 50%}); a missing selector takes no pod. */
  public record Spec(
      @Nullable String minAvailable,
      @Nullable String maxUnavailable,
      @Nullable LabelSelector selector) {}

  public record Status(
      long observedGeneration,
      int currentHealthy,
      int desiredHealthy,
      int expectedPods,
      int disruptionsAllowed,
      List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }
}
