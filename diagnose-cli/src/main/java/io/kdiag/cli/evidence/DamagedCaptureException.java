package io.kdiag.cli.evidence;

import java.io.IOException;

/** A file is no capture, or not a whole one. The message says what is wrong, without the path. */
public final class DamagedCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedCaptureException(String problem) {
    super(problem);
  }
}
