package io.kdiag.cli.cluster;

import java.io.IOException;

/** Whoever asks may not read it. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
