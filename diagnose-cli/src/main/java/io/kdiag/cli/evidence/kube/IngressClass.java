package io.kdiag.cli.evidence.kube;

/** A networking.k8s.io/v1 or v1beta1 IngressClass. */
public record IngressClass(Meta metadata, Spec spec) implements KubeObject {
  public IngressClass {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("") : spec;
  }

  @Override
  public Kind kind() {
    return Kind.INGRESS_CLASS;
  }

  public record Spec(String controller) {
    public Spec {
      controller = Given.text(controller);
    }
  }

  /** Whether Ingresses that name no class get this one. */
  public boolean isDefault() {
    return "true".equals(metadata.annotations().get("ingressclass.kubernetes.io/is-default-class"));
  }
}
