package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import com.influxdb.exceptions.InfluxException;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes batches from a thread of its own. A server that is away or overloaded is tried again after
 * 1 s, then twice as long, up to 60 s, each by chance up to half shorter; what it refuses for its
 * content is dropped. {@link #offer} never waits.
 */
public final class InfluxSink implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;
  private static final long CLOSE_MILLIS = 8_000;

  private final InfluxClient client;
  private final BatchQueue queue;
  private final SinkMetrics metrics;
  private final InstantSource clock;
  private final BiConsumer<String, String> complain;
  private final Thread thread;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private volatile @Nullable Failure failure;

  /** Since when it fails, and how it failed last. */
  private record Failure(Instant since, String reason) {}

  public InfluxSink(
      InfluxClient client,
      int mostBatches,
      CollectorRegistry registry,
      InstantSource clock,
      BiConsumer<String, String> complain) {
    this.client = client;
    this.queue = new BatchQueue(mostBatches);
    this.clock = clock;
    this.complain = complain;
    this.metrics = new SinkMetrics(registry);
    this.thread =
        Thread.ofPlatform().daemon().name("kdiag-collector-influxdb").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Adds a batch; the oldest one is dropped and counted where there is no room. */
  public void offer(List<Point> batch) {
    if (!batch.isEmpty()) {
      metrics.dropped("queue_full", queue.add(batch));
      metrics.waiting(queue.size());
    }
  }

  /** What is wrong where nothing has been accepted for longer than {@code patience}, else null. */
  public @Nullable String failingFor(Duration patience) {
    Failure current = failure;
    return current == null || clock.instant().isBefore(current.since.plus(patience))
        ? null
        : "no write since " + current.since + ": " + current.reason;
  }

  private void run() {
    try {
      while (queue.await()) {
        if (!writeOldest() && !queue.pause(nextPause())) {
          break;
        }
      }
      while (queue.size() > 0 && writeOldest()) {
        // What waits at the end is pushed as long as the server takes it.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries to push the oldest batch; false where it has to be tried again later. */
  boolean writeOldest() {
    List<Point> batch = queue.poll();
    if (batch == null) {
      return true;
    }
    boolean done = write(batch);
    if (!done) {
      metrics.dropped("queue_full", queue.putBack(batch));
    }
    metrics.waiting(queue.size());
    return done;
  }

  private boolean write(List<Point> batch) {
    try {
      client.write(batch);
      metrics.written(batch.size());
      accepted();
      return true;
    } catch (InfluxException e) {
      String reason = "status " + e.status() + ": " + shortened(String.valueOf(e.getMessage()));
      complain.accept("InfluxDB has not taken a batch", "error=\"" + reason + "\"");
      if (isRefusal(e.status())) {
        metrics.dropped("refused", batch.size());
        accepted();
        return true;
      }
      metrics.failed();
      Failure before = failure;
      failure = new Failure(before == null ? clock.instant() : before.since, reason);
      return false;
    }
  }

  private void accepted() {
    failure = null;
    pauseMillis = FIRST_PAUSE_MILLIS;
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

  @Override
  public void close() {
    queue.close();
    try {
      if (thread.isAlive()) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    client.close();
  }
}
