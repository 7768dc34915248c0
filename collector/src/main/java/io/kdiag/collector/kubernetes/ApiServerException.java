package io.kdiag.collector.kubernetes;

import java.io.IOException;

/** The API server answered, with another status than 200. */
public final class ApiServerException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  public ApiServerException(int status, String path) {
    super("status " + status + " of " + path);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
