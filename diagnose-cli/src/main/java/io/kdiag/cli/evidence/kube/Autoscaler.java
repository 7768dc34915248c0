package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler of autoscaling/v2, v2beta2 or v1. */
public record Autoscaler(Meta metadata, Spec spec, Status status) implements KubeObject {
  public Autoscaler {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(Reference.none(), null, 0, List.of()) : spec;
    status = status == null ? new Status(0, 0, List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.AUTOSCALER;
  }

  /** {@code scaleTargetRef} has no namespace: it is the autoscaler's own. */
  public record Spec(
      Reference scaleTargetRef,
      @Nullable Integer minReplicas,
      int maxReplicas,
      List<Metric> metrics) {
    public Spec {
      scaleTargetRef = scaleTargetRef == null ? Reference.none() : scaleTargetRef;
      metrics = Given.list(metrics);
    }
  }

  /** {@code type}: Resource, ContainerResource, Pods, Object, External. */
  public record Metric(String type, @Nullable OfResource resource) {
    public Metric {
      type = Given.text(type);
    }
  }

  public record OfResource(String name) {
    public OfResource {
      name = Given.text(name);
    }
  }

  public record Status(int currentReplicas, int desiredReplicas, List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }

  public @Nullable Condition condition(String type) {
    return Conditions.of(status.conditions(), type);
  }
}
