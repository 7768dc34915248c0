package io.kdiag.shipper;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The batches between reader and senders, at most so many. They are acknowledged in the order they
 * were submitted in, whichever is delivered first: so a run's position never passes an item that
 * Elasticsearch does not have.
 */
final class Delivery {
  private static final class Entry {
    final Batch batch;
    boolean delivered;

    Entry(Batch batch) {
      this.batch = batch;
    }
  }

  private final int limit;
  private final ShipperMetrics metrics;
  private final Deque<Entry> unacknowledged = new ArrayDeque<>();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Deque<Json> spare = new ArrayDeque<>();

  Delivery(int limit, ShipperMetrics metrics) {
    this.limit = limit;
    this.metrics = metrics;
  }

  /** An empty body for the next batch: a used one where there is one. */
  synchronized Json body(int capacityBytes) {
    Json used = spare.poll();
    if (used == null || used.bytes().length > 2 * capacityBytes) {
      return new Json(capacityBytes);
    }
    used.clear();
    return used;
  }

  synchronized boolean hasRoom() {
    return unacknowledged.size() < limit;
  }

  /** Waits until there may be room, at most so long. */
  synchronized void awaitRoom(long milliseconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (!hasRoom() && waitUntil(deadline)) {}
  }

  /** The index known when the oldest unacknowledged batch was begun; {@code known} for none. */
  synchronized @Nullable String oldestIndex(@Nullable String known) {
    Entry first = unacknowledged.peek();
    return first == null ? known : first.batch.index();
  }

  /** False where some batch is still not delivered after that time. */
  synchronized boolean awaitEmpty(long milliseconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (!unacknowledged.isEmpty() && waitUntil(deadline)) {}
    return unacknowledged.isEmpty();
  }

  synchronized void submit(Batch batch) {
    Entry entry = new Entry(batch);
    unacknowledged.add(entry);
    waiting.add(entry);
    changed();
  }

  /** The next batch to send, or null when none came in that time. */
  synchronized @Nullable Batch take(long milliseconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (waiting.isEmpty() && waitUntil(deadline)) {}
    Entry entry = waiting.poll();
    return entry == null ? null : entry.batch;
  }

  /** All documents of {@code batch} are settled. */
  synchronized void delivered(Batch batch) {
    for (Entry entry : unacknowledged) {
      entry.delivered |= entry.batch == batch;
    }
    Entry first = unacknowledged.peek();
    while (first != null && first.delivered) {
      unacknowledged.remove();
      first.batch.acknowledge();
      if (!first.batch.isSpoilt() && spare.size() < limit) {
        spare.add(first.batch.body);
      }
      first = unacknowledged.peek();
    }
    changed();
  }

  private void changed() {
    metrics.unacknowledged.set(unacknowledged.size());
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // Each caller loops.
  private boolean waitUntil(long deadline) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    wait(left);
    return true;
  }
}
