package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An apps/v1 StatefulSet. */
public record StatefulSet(Meta metadata, Spec spec, Status status) implements Workload {
  public StatefulSet {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? Spec.none() : spec;
    status = status == null ? new Status(0, 0, 0, 0, 0, "", "", List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.STATEFUL_SET;
  }

  /** {@code podManagementPolicy}: OrderedReady or Parallel. */
  public record Spec(
      @Nullable Integer replicas,
      LabelSelector selector,
      PodTemplate template,
      String serviceName,
      String podManagementPolicy,
      List<ClaimTemplate> volumeClaimTemplates) {
    public Spec {
      selector = selector == null ? LabelSelector.everything() : selector;
      template = template == null ? PodTemplate.none() : template;
      serviceName = Given.text(serviceName);
      podManagementPolicy = Given.text(podManagementPolicy);
      volumeClaimTemplates = Given.list(volumeClaimTemplates);
    }

    static Spec none() {
      return new Spec(null, LabelSelector.everything(), PodTemplate.none(), "", "", List.of());
    }
  }

  public record ClaimTemplate(Meta metadata, Claim.Spec spec) {
    public ClaimTemplate {
      metadata = metadata == null ? Meta.none() : metadata;
      spec = spec == null ? Claim.Spec.none() : spec;
    }
  }

  public record Status(
      long observedGeneration,
      int replicas,
      int readyReplicas,
      int currentReplicas,
      int updatedReplicas,
      String currentRevision,
      String updateRevision,
      List<Condition> conditions) {
    public Status {
      currentRevision = Given.text(currentRevision);
      updateRevision = Given.text(updateRevision);
      conditions = Given.list(conditions);
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
