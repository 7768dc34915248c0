package io.kdiag.cli;

import io.kdiag.detector.Severity;

/** What the process says when it ends. */
final class ExitCode {
  static final int HEALTHY = 0;
  static final int INTERNAL_ERROR = 1;
  static final int USAGE = 2;
  static final int CRITICAL = 3;
  static final int WARNINGS = 4;
  static final int NO_EVIDENCE = 5;

  /** As a shell says of a command that Ctrl-C ended: 128 and SIGINT. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Severity worst) {
    return switch (worst) {
      case CRITICAL -> CRITICAL;
      case WARNING -> WARNINGS;
      case INFO -> HEALTHY;
    };
  }
}
