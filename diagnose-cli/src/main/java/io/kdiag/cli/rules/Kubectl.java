package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.kube.KubeObject;
import java.util.Locale;

/** Objects as kubectl takes them. */
final class Kubectl {
  private Kubectl() {}

  /** {@code deployment/cart -n shop} */
  static String name(KubeObject object) {
    return kindAndName(object) + (object.namespace().isEmpty() ? "" : " -n " + object.namespace());
  }

  /** {@code deployment/cart} */
  static String kindAndName(KubeObject object) {
    return object.kind().kindName().toLowerCase(Locale.ROOT) + "/" + object.name();
  }
}
