package io.kdiag.detector.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment by which a probe must have its answer, on the monotonic clock. */
final class Deadline {
  private final long start = System.nanoTime();
  private final long nanos;

  Deadline(Duration timeout) {
    this.nanos = timeout.toNanos();
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What is left, at least 1 ms (0 would mean "for ever" to a socket). */
  int remainingMillis() throws SocketTimeoutException {
    long left = nanos - (System.nanoTime() - start);
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in " + nanos / 1_000_000 + " ms");
    }
    return (int) Math.max(1, left / 1_000_000);
  }
}
