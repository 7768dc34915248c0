package io.kdiag.shipper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between attempts: longer each time up to a limit, and never all shippers alike. */
final class Backoff {
  private final long minMillis;
  private final long maxMillis;
  private final CountDownLatch stopped;

  Backoff(Duration min, Duration max, CountDownLatch stopped) {
    this.minMillis = Math.max(1, min.toMillis());
    this.maxMillis = Math.max(1, max.toMillis());
    this.stopped = stopped;
  }

  /** Waits after failure number {@code attempt}, from 0; false once the shipper stops. */
  boolean pause(int attempt) throws InterruptedException {
    long most = Math.min(maxMillis, minMillis << Math.min(attempt, 20));
    long wait = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    return !stopped.await(wait, TimeUnit.MILLISECONDS);
  }
}
