package io.kdiag.host.proc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a broken device or process can hold up for ever in a thread of its own and waits for it
 * only so long. While a thread of it is still held up no further one is started: an agent that
 * reads every few seconds leaves one thread behind, not thousands.
 */
final class Deadline {
  private final String name;
  private final Duration limit;
  private @Nullable Thread running;

  Deadline(String name, Duration limit) {
    this.name = name;
    this.limit = limit;
  }

  /** Whether {@code work} ended in time. Where it did not, it goes on beside the caller. */
  synchronized boolean run(Runnable work) {
    if (running != null && running.isAlive()) {
      return false;
    }
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
    running = thread;
    thread.start();
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
