package io.kdiag.detector.api;

import java.io.IOException;

/** The API server could not be asked (status 0) or refused: its HTTP status and its words. */
public final class NodeApiException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public NodeApiException(String message, int status) {
    super(message);
    this.status = status;
  }

  public NodeApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status; 0: no answer came. */
  public int status() {
    return status;
  }

  /**
   * The same request would be refused again: it is wrong, not allowed, or what it is about is gone.
   * Not so 401 and 409: credentials are rotated and conflicts pass.
   */
  public boolean isFinal() {
    return status == 400 || status == 403 || status == 404 || status == 422;
  }
}
