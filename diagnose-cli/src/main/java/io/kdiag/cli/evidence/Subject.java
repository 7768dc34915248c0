package io.kdiag.cli.evidence;

import io.kdiag.cli.evidence.kube.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about: an object, or the whole cluster.
 *
 * @param kind null: the whole cluster
 * @param namespace empty where the kind has none
 */
public record Subject(@Nullable Kind kind, String namespace, String name) {

  public static Subject cluster() {
    return new Subject(null, "", "");
  }

  public static Subject node(String name) {
    return new Subject(Kind.NODE, "", name);
  }

  /** {@code pod/shop/cart-0}, {@code node/k8s-node-1}, {@code cluster}. */
  public String object() {
    return kind == null ? "cluster" : kind.object(namespace, name);
  }
}
