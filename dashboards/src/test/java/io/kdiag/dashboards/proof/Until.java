package io.kdiag.dashboards.proof;

import java.io.IOException;
import java.time.Duration;

/** Waits for what another process does. */
final class Until {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Until() {}

  /** A look at the other process. */
  @FunctionalInterface
  interface Look {
    boolean holds() throws IOException;
  }

  static void holds(String what, Duration patience, Look look) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!look.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not so within " + patience + ": " + what);
      }
      pause(PAUSE);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
