package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.Kind;
import java.io.IOException;

/** The files hold nothing of a kind: whether there are such objects is not known. */
public final class NotHeldException extends IOException {
  private static final long serialVersionUID = 1L;

  public NotHeldException(Kind kind) {
    super("it holds no " + kind.plural());
  }
}
