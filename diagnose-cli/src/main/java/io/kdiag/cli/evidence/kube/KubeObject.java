package io.kdiag.cli.evidence.kube;

/** An object of the API server's. */
public interface KubeObject {

  Meta metadata();

  Kind kind();

  default String name() {
    return metadata().name();
  }

  /** Empty where objects of this kind are the whole cluster's. */
  default String namespace() {
    return metadata().namespace();
  }

  default String uid() {
    return metadata().uid();
  }

  /** What findings call it: {@code pod/shop/cart-0}, {@code node/k8s-node-1}. */
  default String object() {
    return kind().object(namespace(), name());
  }
}
