package io.kdiag.collector.influxdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Hands batches from the tick to the thread that writes them; never waits for it. */
final class Inbox {
  private final int capacity;
  private final Deque<Batch> batches = new ArrayDeque<>();
  private boolean closed;

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Adds the newest; returns the points that had to go for it. */
  synchronized int add(Batch batch) {
    int dropped = batches.size() < capacity ? 0 : batches.removeFirst().points();
    batches.addLast(batch);
    notifyAll();
    return dropped;
  }

  /** The oldest; null where there is none. */
  synchronized @Nullable Batch poll() {
    return batches.pollFirst();
  }

  /** Waits until there is a batch, it is closed, or the time is up; false where it was closed. */
  synchronized boolean await(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (batches.isEmpty() && !closed && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return !closed;
  }

  synchronized int size() {
    return batches.size();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
