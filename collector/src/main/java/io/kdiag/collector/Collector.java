package io.kdiag.collector;

import com.sun.net.httpserver.HttpHandler;
import io.kdiag.collector.influxdb.HeapsterPoints;
import io.kdiag.collector.influxdb.InfluxClient;
import io.kdiag.collector.influxdb.InfluxSink;
import io.kdiag.collector.metrics.AllMetrics;
import io.kdiag.collector.sample.Sample;
import io.kdiag.collector.sample.SampleReader;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of the containers and the node: one thread reads a sample each interval, from which all
 * scrapes and the push to InfluxDB are served. Nothing that reads or writes elsewhere slows a tick.
 */
public final class Collector implements AutoCloseable {
  private static final Duration SINK_PATIENCE = Duration.ofMinutes(1);
  private static final Duration LAST_TICK = Duration.ofSeconds(2);
  private static final int TICKS_UNTIL_STALE = 3;

  private final CollectorConfiguration configuration;
  private final String nodeName;
  private final InstantSource clock;
  private final SampleReader reader;
  private final TickMetrics metrics;
  private final @Nullable InfluxSink sink;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("kdiag-collector-tick").unstarted(task));
  private volatile @Nullable Sample latest;

  public Collector(
      CollectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry) {
    this(configuration, root, nodeName, registry, InstantSource.system());
  }

  Collector(
      CollectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      InstantSource clock) {
    CollectorLog log = new CollectorLog();
    this.configuration = configuration;
    this.nodeName = nodeName;
    this.clock = clock;
    this.reader = new SampleReader(root, clock);
    this.metrics = new TickMetrics(registry, log);
    this.sink = sink(configuration, registry, clock, log);
  }

  private static @Nullable InfluxSink sink(
      CollectorConfiguration from,
      CollectorRegistry registry,
      InstantSource clock,
      CollectorLog log) {
    String url = from.influxdbUrl();
    if (url == null) {
      return null;
    }
    InfluxClient.Target target =
        new InfluxClient.Target(
            url,
            from.influxdbApi(),
            from.influxdbDatabase(),
            from.influxdbRetentionPolicy(),
            from.influxdbOrg(),
            from.influxdbUsername(),
            from.influxdbPassword(),
            from.influxdbToken());
    return new InfluxSink(
        new InfluxClient(target), from.influxdbQueueBatches(), registry, clock, log::complain);
  }

  /** Begins to tick, the first time at once. */
  public void start() {
    if (sink != null) {
      sink.start();
    }
    long interval = configuration.interval().toMillis();
    var _ = ticks.scheduleAtFixedRate(this::tick, 0, interval, TimeUnit.MILLISECONDS);
  }

  /** Reads a sample and offers it to the sink. Never throws: the next tick is another chance. */
  void tick() {
    try {
      long start = System.nanoTime();
      Sample previous = latest;
      Sample sample = reader.read();
      latest = sample;
      metrics.ticked(sample, (System.nanoTime() - start) / 1e9);
      if (sink != null) {
        sink.offer(HeapsterPoints.of(previous, sample, nodeName));
      }
    } catch (RuntimeException e) {
      metrics.failed(e);
    }
  }

  /** The paths it serves beside {@code /metrics}. */
  public Map<String, HttpHandler> endpoints() {
    return new TreeMap<>(
        Map.of(
            "/api/v1/sample",
            new SampleHandler(
                () -> latest,
                SampleHandler.JSON,
                (sample, out) -> SampleJson.write(nodeName, sample, out)),
            "/metrics/cadvisor",
            new SampleHandler(
                () -> latest,
                SampleHandler.PROMETHEUS,
                (sample, out) -> AllMetrics.write(AllMetrics.CONTAINER, sample, out)),
            "/metrics/node",
            new SampleHandler(
                () -> latest,
                SampleHandler.PROMETHEUS,
                (sample, out) -> AllMetrics.write(AllMetrics.NODE, sample, out))));
  }

  /** Writes the container's and the node's families; nothing before the first sample. */
  public void writeMetrics(OutputStream out) throws IOException {
    Sample sample = latest;
    if (sample != null) {
      AllMetrics.write(AllMetrics.CONTAINER, sample, out);
      AllMetrics.write(AllMetrics.NODE, sample, out);
    }
  }

  /** Why it is not ready; empty where it is. */
  public List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    Sample sample = latest;
    Instant now = clock.instant();
    if (sample == null) {
      reasons.add("collector: no sample yet");
    } else {
      Duration age = Duration.between(sample.time(), now);
      if (age.compareTo(configuration.interval().multipliedBy(TICKS_UNTIL_STALE)) > 0) {
        reasons.add("collector: the last sample is " + age.toSeconds() + " s old");
      }
      if (!(sample.cgroups() instanceof Reading.Present)) {
        reasons.add("collector: no cgroups: " + sample.cgroups());
      }
    }
    String failure = sink == null ? null : sink.failingFor(SINK_PATIENCE);
    if (failure != null) {
      reasons.add("collector: InfluxDB: " + failure);
    }
    return List.copyOf(reasons);
  }

  /** Stops ticking, tries once more to push what waits, and drops the rest. */
  @Override
  public void close() {
    ticks.shutdownNow();
    try {
      if (ticks.awaitTermination(LAST_TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        reader.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (sink != null) {
      sink.close();
    }
  }
}
