package io.kdiag.cli.evidence.kube;

/** A node.k8s.io/v1 or v1beta1 RuntimeClass. */
public record RuntimeClass(Meta metadata, String handler) implements KubeObject {
  public RuntimeClass {
    metadata = metadata == null ? Meta.none() : metadata;
    handler = Given.text(handler);
  }

  @Override
  public Kind kind() {
    return Kind.RUNTIME_CLASS;
  }
}
