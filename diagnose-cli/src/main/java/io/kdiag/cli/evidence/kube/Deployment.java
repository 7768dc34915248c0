package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An apps/v1 Deployment. */
public record Deployment(Meta metadata, Spec spec, Status status) implements Workload {
  public Deployment {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? Spec.none() : spec;
    status = status == null ? Status.none() : status;
  }

  @Override
  public Kind kind() {
    return Kind.DEPLOYMENT;
  }

  public record Spec(
      @Nullable Integer replicas,
      LabelSelector selector,
      PodTemplate template,
      boolean paused,
      @Nullable Integer progressDeadlineSeconds,
      int minReadySeconds,
      Strategy strategy) {
    public Spec {
      selector = selector == null ? LabelSelector.everything() : selector;
      template = template == null ? PodTemplate.none() : template;
      strategy = strategy == null ? new Strategy("", null) : strategy;
    }

    static Spec none() {
      return new Spec(
          null,
          LabelSelector.everything(),
          PodTemplate.none(),
          false,
          null,
          0,
          new Strategy("", null));
    }
  }

  /** {@code type}: RollingUpdate or Recreate. */
  public record Strategy(String type, @Nullable RollingUpdate rollingUpdate) {
    public Strategy {
      type = Given.text(type);
    }
  }

  /** Numbers or shares ({@code 25%}). */
  public record RollingUpdate(String maxUnavailable, String maxSurge) {
    public RollingUpdate {
      maxUnavailable = Given.text(maxUnavailable);
      maxSurge = Given.text(maxSurge);
    }
  }

  public record Status(
      long observedGeneration,
      int replicas,
      int updatedReplicas,
      int readyReplicas,
      int availableReplicas,
      int unavailableReplicas,
      List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }

    static Status none() {
      return new Status(0, 0, 0, 0, 0, 0, List.of());
    }
  }

  @Override
  public int wanted() {
    Integer replicas = spec.replicas();
    return replicas == null ? 1 : replicas;
  }

  @Override
  public int readyPods() {
    return status.readyReplicas();
  }

  @Override
  public LabelSelector selector() {
    return spec.selector();
  }

  @Override
  public PodTemplate template() {
    return spec.template();
  }

  @Override
  public List<Condition> conditions() {
    return status.conditions();
  }
}
