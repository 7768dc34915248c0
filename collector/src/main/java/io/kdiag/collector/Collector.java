package io.kdiag.collector;

import com.sun.net.httpserver.HttpHandler;
import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Format;
import io.kdiag.collector.influxdb.InfluxPush;
import io.kdiag.collector.kubernetes.ApiServer;
import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.kubernetes.ClusterWatch;
import io.kdiag.collector.metrics.Families;
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
  private final Families families;
  private final SampleReader reader;
  private final SeriesBudget budget;
  private final TickMetrics metrics;
  private final @Nullable ClusterWatch cluster;
  private final @Nullable InfluxPush sink;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("kdiag-collector-tick").unstarted(task));
  private volatile @Nullable Sample latest;

  /** Without {@code apiServer}, images and what else only it knows stay unknown. */
  public Collector(
      CollectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      @Nullable ApiServer apiServer) {
    this(configuration, root, nodeName, registry, apiServer, InstantSource.system());
  }

  Collector(
      CollectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      @Nullable ApiServer apiServer,
      InstantSource clock) {
    CollectorLog log = new CollectorLog();
    this.configuration = configuration;
    this.nodeName = nodeName;
    this.clock = clock;
    this.families = configuration.families();
    this.budget = new SeriesBudget(families, configuration.seriesLimit());
    this.metrics = new TickMetrics(registry, log);
    ClusterWatch watch =
        apiServer == null
            ? null
            : new ClusterWatch(
                apiServer, nodeName, configuration.allowedPodLabels(), log::complain);
    this.cluster = watch;
    this.reader =
        new SampleReader(
            root,
            clock,
            families.wanted(configuration.kubeletDirectory()),
            watch == null ? () -> ClusterFacts.UNKNOWN : watch::facts);
    this.sink =
        InfluxPush.of(configuration.influxdb(root), nodeName, registry, clock, log::complain);
  }

  /** Begins to tick, the first time at once. */
  public void start() {
    if (cluster != null) {
      cluster.start();
    }
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
      Sample read = reader.read();
      Sample sample = budget.apply(read);
      latest = sample;
      metrics.ticked(sample, (System.nanoTime() - start) / 1e9);
      metrics.skipped(
          reader.gone(),
          read.containers().size() - sample.containers().size(),
          sample.told().dropped().getOrDefault(SeriesBudget.REASON, 0L));
      metrics.apiServer(cluster == null ? -1 : cluster.isConnected() ? 1 : 0);
      if (sink != null) {
        sink.offer(previous, sample);
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
            new SampleHandler(() -> latest, SampleHandler.json(nodeName)),
            "/metrics/cadvisor",
            exposition("/metrics/cadvisor", families::writeContainer),
            "/metrics/node",
            exposition("/metrics/node", families::writeNode)));
  }

  private SampleHandler exposition(String path, SampleHandler.Writer writer) {
    return new SampleHandler(
        () -> latest,
        SampleHandler.exposition(
            configuration.timestamps(),
            (sample, out) -> {
              writer.write(sample, out);
              metrics.wrote(path, out.samples());
            }));
  }

  /**
   * Writes the container's and the node's families, for whoever writes others before and after them
   * and the end of the whole; nothing before the first sample.
   */
  public void writeMetrics(OutputStream out, boolean openMetrics) throws IOException {
    Sample sample = latest;
    if (sample != null) {
      long millis = configuration.timestamps() ? sample.time().toEpochMilli() : -1;
      Format format = openMetrics ? Format.OPEN_METRICS : Format.TEXT;
      Exposition exposition = new Exposition(out, format, millis);
      families.writeContainer(sample, exposition);
      families.writeNode(sample, exposition);
      exposition.flush();
      metrics.wrote("/metrics", exposition.samples());
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

  /** Stops ticking, tries once more to push what waits, and keeps the rest on disk. */
  @Override
  public void close() {
    // What a tick opened is closed by the thread of the ticks.
    ticks.execute(reader::close);
    ticks.shutdown();
    try {
      var _ = ticks.awaitTermination(LAST_TICK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (cluster != null) {
      cluster.close();
    }
    if (sink != null) {
      sink.close();
    }
  }
}
