package io.kdiag.collector.influxdb;

import com.influxdb.exceptions.InfluxException;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches from a thread of its own, oldest first. While the server takes them they touch no
 * disk; one that it has not taken, and all that come after it, wait on disk. It is tried again
 * after 1 s, then twice as long, up to 60 s, each by chance up to half shorter; what it refuses for
 * its content is dropped. {@link #offer} never waits.
 */
final class InfluxSink implements AutoCloseable {
  private static final int INBOX = 16;
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;
  private static final long IDLE_MILLIS = 60_000;
  private static final long CLOSE_MILLIS = 8_000;

  private final InfluxClient client;
  private final DiskQueue queue;
  private final SinkMetrics metrics;
  private final InstantSource clock;
  private final BiConsumer<String, String> complain;
  private final Inbox inbox = new Inbox(INBOX);
  private final Thread thread;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private long retryAtMillis;
  private volatile @Nullable Failure failure;

  /** Since when it fails, and how it failed last. */
  private record Failure(Instant since, String reason) {}

  /** What became of a write. */
  private enum Outcome {
    TAKEN,
    REFUSED,
    FAILED
  }

  InfluxSink(
      InfluxClient client,
      DiskQueue queue,
      CollectorRegistry registry,
      InstantSource clock,
      BiConsumer<String, String> complain) {
    this.client = client;
    this.queue = queue;
    this.clock = clock;
    this.complain = complain;
    this.metrics = new SinkMetrics(registry);
    this.thread =
        Thread.ofPlatform().daemon().name("kdiag-collector-influxdb").unstarted(this::run);
    waiting();
  }

  void start() {
    thread.start();
  }

  /** Adds a batch; the oldest one is dropped and counted where the thread does not keep up. */
  void offer(Batch batch) {
    metrics.dropped("busy", inbox.add(batch));
  }

  /** What is wrong where nothing has been accepted for longer than {@code patience}, else null. */
  @Nullable String failingFor(Duration patience) {
    Failure current = failure;
    return current == null || clock.instant().isBefore(current.since.plus(patience))
        ? null
        : "no write since " + current.since + ": " + current.reason;
  }

  private void run() {
    try {
      while (inbox.await(untilNext())) {
        step();
      }
      last();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long there is nothing to do where nothing comes. */
  private long untilNext() {
    if (queue.isEmpty()) {
      return IDLE_MILLIS;
    }
    return Math.clamp(retryAtMillis - clock.millis(), 0, IDLE_MILLIS);
  }

  /** Takes in what came, then writes what can be written now. */
  void step() {
    for (Batch batch = inbox.poll(); batch != null; batch = inbox.poll()) {
      boolean direct = queue.isEmpty() && clock.millis() >= retryAtMillis;
      if (!direct || write(batch) == Outcome.FAILED) {
        spill(batch);
      }
    }
    dropOld();
    if (!queue.isEmpty() && clock.millis() >= retryAtMillis) {
      writeOldest();
    }
    waiting();
  }

  private void spill(Batch batch) {
    try {
      metrics.dropped("queue_full", queue.add(batch));
    } catch (IOException e) {
      metrics.dropped("disk", batch.points());
      complain.accept("the queue cannot be written", "error=\"" + shortened(e.toString()) + "\"");
    }
  }

  private void dropOld() {
    try {
      metrics.dropped("too_old", queue.dropOld(clock.millis()));
    } catch (IOException e) {
      complain.accept("the queue cannot be shortened", "error=\"" + shortened(e.toString()) + "\"");
    }
  }

  /** Writes the oldest that waits. */
  private void writeOldest() {
    int points = queue.pointsOfOldest();
    try {
      Batch batch;
      try {
        batch = queue.oldest();
      } catch (IOException e) {
        complain.accept("the queue cannot be read", "error=\"" + shortened(e.toString()) + "\"");
        metrics.dropped("disk", points);
        queue.removeOldest();
        return;
      }
      if (batch != null && write(batch) != Outcome.FAILED) {
        queue.removeOldest();
      }
    } catch (IOException e) {
      complain.accept("the queue cannot be shortened", "error=\"" + shortened(e.toString()) + "\"");
    }
  }

  private Outcome write(Batch batch) {
    try {
      client.write(batch.lines());
      metrics.written(batch.points());
      accepted();
      return Outcome.TAKEN;
    } catch (InfluxException e) {
      String reason = "status " + e.status() + ": " + shortened(String.valueOf(e.getMessage()));
      complain.accept("InfluxDB has not taken a batch", "error=\"" + reason + "\"");
      if (isRefusal(e.status())) {
        metrics.dropped("refused", batch.points());
        accepted();
        return Outcome.REFUSED;
      }
      metrics.failed();
      Failure before = failure;
      failure = new Failure(before == null ? clock.instant() : before.since, reason);
      retryAtMillis = clock.millis() + nextPause();
      return Outcome.FAILED;
    }
  }

  private void accepted() {
    failure = null;
    pauseMillis = FIRST_PAUSE_MILLIS;
    retryAtMillis = 0;
  }

  /** The same points will not be taken later either. */
  private static boolean isRefusal(int status) {
    return status == 400 || status == 413 || status == 422;
  }

  private static String shortened(String message) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(200, message.length()); i++) {
      char c = message.charAt(i);
      text.append(c < ' ' || c == '"' || c == '\\' ? ' ' : c);
    }
    return text.toString();
  }

  private long nextPause() {
    long longest = pauseMillis;
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, longest * 2);
    return longest - ThreadLocalRandom.current().nextLong(longest / 2);
  }

  /**
   * At the end: one more try for what came last, and what is not taken waits for the next start.
   */
  private void last() {
    for (Batch batch = inbox.poll(); batch != null; batch = inbox.poll()) {
      if (failure != null || !queue.isEmpty() || write(batch) == Outcome.FAILED) {
        spill(batch);
      }
    }
    waiting();
  }

  private void waiting() {
    metrics.waiting(queue.batches(), queue.bytes(), queue.points());
  }

  @Override
  public void close() {
    inbox.close();
    try {
      if (thread.isAlive()) {
        thread.join(CLOSE_MILLIS);
      } else {
        last();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    client.close();
  }
}
