package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An apps/v1 ReplicaSet: one revision of a Deployment, as a rule. */
public record ReplicaSet(Meta metadata, Spec spec, Status status) implements Workload {
  public ReplicaSet {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(null, LabelSelector.everything(), PodTemplate.none()) : spec;
    status = status == null ? new Status(0, 0, 0, 0, List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.REPLICA_SET;
  }

  public record Spec(@Nullable Integer replicas, LabelSelector selector, PodTemplate template) {
    public Spec {
      selector = selector == null ? LabelSelector.everything() : selector;
      template = template == null ? PodTemplate.none() : template;
    }
  }

  public record Status(
      long observedGeneration,
      int replicas,
      int readyReplicas,
      int availableReplicas,
      List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }

  /** Which revision of its Deployment it is; 0 where it is none's. */
  public int revision() {
    String text = metadata.annotations().getOrDefault("deployment.kubernetes.io/revision", "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
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
