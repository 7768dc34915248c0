package io.kdiag.cli;

/** Ends a command with one clear line on standard error and an exit code. */
final class FailureException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  FailureException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
