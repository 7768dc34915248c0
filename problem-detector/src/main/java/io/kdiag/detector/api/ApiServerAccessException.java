package io.kdiag.detector.api;

/** A kubeconfig or service account that cannot be used; the message says which and why. */
public final class ApiServerAccessException extends Exception {
  private static final long serialVersionUID = 1L;

  ApiServerAccessException(String message) {
    super(message);
  }
}
