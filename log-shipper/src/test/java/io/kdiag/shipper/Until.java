package io.kdiag.shipper;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, and gives up after a time that no sound run comes near. */
final class Until {
  private static final long MOST_NANOS = 60_000_000_000L;

  private Until() {}

  static void holds(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > MOST_NANOS) {
        throw new AssertionError("did not come to hold");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
