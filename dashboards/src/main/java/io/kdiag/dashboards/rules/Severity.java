package io.kdiag.dashboards.rules;

import java.util.Locale;

/**
 * Who should look: CRITICAL wakes somebody, WARNING waits for the morning, INFO is for whoever
 * looks anyway.
 */
enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  static Severity of(io.kdiag.detector.Severity severity) {
    return switch (severity) {
      case INFO -> INFO;
      case WARNING -> WARNING;
      case CRITICAL -> CRITICAL;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
