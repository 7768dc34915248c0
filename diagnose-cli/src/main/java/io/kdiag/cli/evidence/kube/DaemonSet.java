package io.kdiag.cli.evidence.kube;

import java.util.List;

/** An apps/v1 DaemonSet. */
public record DaemonSet(Meta metadata, Spec spec, Status status) implements Workload {
  public DaemonSet {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(LabelSelector.everything(), PodTemplate.none()) : spec;
    status = status == null ? new Status(0, 0, 0, 0, 0, 0, 0, 0, List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.DAEMON_SET;
  }

  public record Spec(LabelSelector selector, PodTemplate template) {
    public Spec {
      selector = selector == null ? LabelSelector.everything() : selector;
      template = template == null ? PodTemplate.none() : template;
    }
  }

  public record Status(
      long observedGeneration,
      int desiredNumberScheduled,
      int currentNumberScheduled,
      int updatedNumberScheduled,
      int numberReady,
      int numberAvailable,
      int numberUnavailable,
      int numberMisscheduled,
      List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }

  @Override
  public int wanted() {
    return status.desiredNumberScheduled();
  }

  @Override
  public int readyPods() {
    return status.numberReady();
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
