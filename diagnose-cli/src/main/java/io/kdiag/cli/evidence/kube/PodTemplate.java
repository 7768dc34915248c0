package io.kdiag.cli.evidence.kube;

/** {@code spec.template} of a workload. */
public record PodTemplate(Meta metadata, PodSpec spec) {
  public PodTemplate {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? PodSpec.none() : spec;
  }

  static PodTemplate none() {
    return new PodTemplate(Meta.none(), PodSpec.none());
  }
}
