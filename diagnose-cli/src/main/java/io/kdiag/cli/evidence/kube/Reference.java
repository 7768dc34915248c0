package io.kdiag.cli.evidence.kube;

/** A reference to another object; what it does not name is empty. */
public record Reference(String kind, String namespace, String name, String uid, String fieldPath) {
  public Reference {
    kind = Given.text(kind);
    namespace = Given.text(namespace);
    name = Given.text(name);
    uid = Given.text(uid);
    fieldPath = Given.text(fieldPath);
  }

  public static Reference none() {
    return new Reference("", "", "", "", "");
  }

  /** {@code pod/shop/cart-0} */
  public String object() {
    return Kind.object(kind, namespace, name);
  }
}
