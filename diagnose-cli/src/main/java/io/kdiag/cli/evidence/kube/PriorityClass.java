package io.kdiag.cli.evidence.kube;

/** A scheduling.k8s.io/v1 PriorityClass. */
public record PriorityClass(
    Meta metadata, int value, boolean globalDefault, String preemptionPolicy)
    implements KubeObject {
  public PriorityClass {
    metadata = metadata == null ? Meta.none() : metadata;
    preemptionPolicy = Given.text(preemptionPolicy);
  }

  @Override
  public Kind kind() {
    return Kind.PRIORITY_CLASS;
  }
}
