package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;

/**
 * What changed between the two samples. A counter that went back (its device or cgroup was
 * replaced) has not grown.
 */
final class Rates {
  private Rates() {}

  /** The window in seconds; 0 where it cannot be divided by. */
  static double window(HostEvidence host) {
    return Math.max(0, host.window().toNanos() / 1e9);
  }

  static long grown(long first, long last) {
    return Math.max(0, last - first);
  }

  static double grown(double first, double last) {
    return Math.max(0, last - first);
  }

  /** {@code amount} for each second of the window; 0 where there was no window. */
  static double perSecond(HostEvidence host, double amount) {
    double seconds = window(host);
    return seconds > 0 ? amount / seconds : 0;
  }

  /** {@code part} of {@code whole} in percent; 0 where there is no whole. */
  static double percent(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
  }

  /** {@code part} of {@code whole} in percent; 0 where there is no whole. */
  static double percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }
}
