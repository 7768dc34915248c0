package io.kdiag.shipper;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, and gives up after a time that no sound run comes near. */
final class Until {
  private static final long MOST_SECONDS = 60;

  private Until() {}

  static void holds(BooleanSupplier condition) {
    holds(MOST_SECONDS, condition);
  }

  static void holds(long mostSeconds, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > mostSeconds * 1_000_000_000L) {
        throw new AssertionError("did not come to hold");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
