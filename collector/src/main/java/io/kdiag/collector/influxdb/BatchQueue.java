package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches that wait for the server, in memory; the oldest gives way. For any thread. */
final class BatchQueue {
  private final int capacity;
  private final Deque<List<Point>> batches = new ArrayDeque<>();
  private boolean closed;

  BatchQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds the newest; returns the points that had to go for it. */
  synchronized int add(List<Point> batch) {
    int dropped = 0;
    if (batches.size() >= capacity) {
      dropped = batches.removeFirst().size();
    }
    batches.addLast(batch);
    notifyAll();
    return dropped;
  }

  /** Puts the oldest back; returns its points where there is no more room for it. */
  synchronized int putBack(List<Point> batch) {
    if (batches.size() >= capacity) {
      return batch.size();
    }
    batches.addFirst(batch);
    return 0;
  }

  /** Takes the oldest, null where there is none. */
  synchronized @Nullable List<Point> poll() {
    return batches.pollFirst();
  }

  /** Waits until there is a batch; false where it was closed. */
  synchronized boolean await() throws InterruptedException {
    while (batches.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  /** Waits for that long, or until it is closed; false where it was closed. */
  synchronized boolean pause(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return !closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized int size() {
    return batches.size();
  }
}
