package io.kdiag.detector;

import java.time.Instant;

/**
 * Lets in so many lines of a log a second, by their own times, so that a replay is not taken for a
 * flood. Not thread-safe.
 */
final class FloodGate {
  /** Twice the worst flood that was ever reported of a node; some 2 % of a core. */
  static final int MOST = 12_000;

  private long second;
  private int lines;

  boolean admits(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      lines = 0;
    }
    return ++lines <= MOST;
  }
}
