package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import io.kdiag.collector.sample.Sample;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Turns each sample into points and hands them to the sink. */
public final class InfluxPush implements AutoCloseable {
  /** A request of 1.x may have 25 MB; so many points of the widest layout have some 2. */
  private static final int MOST_POINTS = 5_000;

  private final String node;
  private final Layout layout;
  private final InfluxSink sink;

  InfluxPush(String node, Layout layout, InfluxSink sink) {
    this.node = node;
    this.layout = layout;
    this.sink = sink;
  }

  /**
   * Null without settings. A queue whose directory cannot be used, or certificates that cannot be
   * read, are said at once: nothing would be kept of a push that cannot work.
   */
  public static @Nullable InfluxPush of(
      @Nullable InfluxSettings settings,
      String node,
      CollectorRegistry registry,
      InstantSource clock,
      BiConsumer<String, String> complain) {
    if (settings == null) {
      return null;
    }
    try {
      DiskQueue queue =
          DiskQueue.open(settings.queueDirectory(), settings.queueBytes(), settings.queueAge());
      InfluxClient client = new InfluxClient(settings.target(), settings.access());
      return new InfluxPush(
          node,
          Layout.of(settings.layout()),
          new InfluxSink(client, queue, registry, clock, complain));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "collector.influxdb-queue-directory or -ca-file cannot be used: " + e, e);
    }
  }

  public void start() {
    sink.start();
  }

  /** Pushes a sample; {@code previous} is null at the first. Never waits. */
  public void offer(@Nullable Sample previous, Sample sample) {
    batches(previous, sample).forEach(sink::offer);
  }

  /** The sample's points, at most so many in each batch. */
  List<Batch> batches(@Nullable Sample previous, Sample sample) {
    List<Batch> batches = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    int points = 0;
    for (Entity entity : HeapsterEntities.of(previous, sample, node)) {
      for (Point point : layout.points(entity, sample.time())) {
        lines.append(point.toLineProtocol()).append('\n');
        points++;
        if (points == MOST_POINTS) {
          batches.add(new Batch(lines.toString(), points, sample.time().toEpochMilli()));
          lines.setLength(0);
          points = 0;
        }
      }
    }
    if (points > 0) {
      batches.add(new Batch(lines.toString(), points, sample.time().toEpochMilli()));
    }
    return batches;
  }

  /** What is wrong where nothing has been accepted for longer than {@code patience}, else null. */
  public @Nullable String failingFor(Duration patience) {
    return sink.failingFor(patience);
  }

  @Override
  public void close() {
    sink.close();
  }
}
