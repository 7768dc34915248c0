package io.kdiag.shipper;

import com.sun.net.httpserver.HttpHandler;
import io.kdiag.host.HostRoot;
import io.kdiag.shipper.pods.ApiServer;
import io.kdiag.shipper.pods.NodePods;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ships the logs of all containers on a node to Elasticsearch. One thread reads, as many as there
 * may be batches in flight send. {@code close} stops reading, waits some seconds for what was read
 * to be delivered, and saves how far that came.
 */
public final class LogShipper implements AutoCloseable {
  static final String STATE = "/var/lib/kdiag/log-shipper";
  private static final long DELIVER_MILLIS = 6_000;
  private static final long END_MILLIS = 1_000;

  private final LogShipperConfiguration configuration;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch readStopped = new CountDownLatch(1);
  private final CountDownLatch sendStopped = new CountDownLatch(1);
  private final Delivery delivery;
  private final ElasticsearchSink sink;
  private final LogReader reader;
  private final List<Thread> senders = new ArrayList<>();
  private final Thread readThread;
  private final @Nullable NodePods pods;
  private final @Nullable Thread podsThread;
  private final Explanation explanation;

  /**
   * Makes it ready to {@link #start}; nothing is read or sent before. {@code server} knows the
   * node's pods; null where there is none: documents say what paths do then.
   */
  public LogShipper(
      LogShipperConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      @Nullable ApiServer server) {
    this.configuration = configuration;
    ShipperMetrics metrics = new ShipperMetrics(registry);
    ShipperLog log = new ShipperLog(clock);
    Path state = root.resolve(STATE);
    pods =
        server == null
            ? null
            : new NodePods(
                server,
                nodeName,
                error -> log.complain("cannot see pods", "error=" + ShipperLog.quote(error)),
                readStopped);
    podsThread = pods == null ? null : thread("log-shipper-pods", pods);
    sink = new ElasticsearchSink(configuration, clock, metrics);
    Replays replays = new Replays(sink, metrics, log);
    delivery = new Delivery(configuration.batchesInFlight(), metrics);
    Losses losses = new Losses(metrics, log);
    Tails tails = new Tails(configuration, nodeName, pods, losses);
    PlainFiles plain = new PlainFiles(root, configuration.files());
    reader =
        new LogReader(
            configuration,
            delivery,
            replays,
            new Checkpoint(state, log),
            tails,
            new LogDirectories(root, configuration, tails, plain, losses),
            new SystemLogs(root, configuration, nodeName, log),
            new Turns(KubeletRotation.of(root), configuration.containerBytesPerSecond(), metrics),
            log,
            clock,
            readStopped);
    explanation = new Explanation(reader);
    readThread = thread("log-shipper-read", reader);
    Templates templates = new Templates(sink, configuration, log);
    DeadLetters dead = new DeadLetters(state, configuration.deadLetterBytes(), clock, metrics);
    Backoff backoff = new Backoff(configuration.retryMin(), configuration.retryMax(), sendStopped);
    for (int i = 0; i < configuration.batchesInFlight(); i++) {
      BulkSender sender =
          new BulkSender(
              delivery, sink, replays, templates, dead, backoff, sendStopped, metrics, log);
      senders.add(thread("log-shipper-send-" + i, sender));
    }
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().name(name).daemon().unstarted(work);
  }

  /** Starts the threads and returns. */
  public void start() {
    senders.forEach(Thread::start);
    if (podsThread != null) {
      podsThread.start();
    }
    readThread.start();
  }

  /** Why it does not do its work just now; empty when it does. */
  public List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    String source = reader.trouble();
    if (source != null) {
      reasons.add(source);
    }
    if (!readThread.isAlive()) {
      reasons.add("the reading thread has ended");
    }
    String trouble = sink.trouble();
    Duration silence = Duration.between(sink.lastAnswer(), Instant.now());
    if (trouble != null && silence.compareTo(configuration.notReadyAfter()) >= 0) {
      reasons.add(
          "elasticsearch has not answered for %d s: %s".formatted(silence.toSeconds(), trouble));
    }
    return List.copyOf(reasons);
  }

  /** What became of a pod's lines of a time. */
  public Map<String, HttpHandler> endpoints() {
    return Map.of("/api/v1/explain", explanation);
  }

  @Override
  public void close() {
    readStopped.countDown();
    if (pods != null) {
      pods.stop();
    }
    try {
      readThread.join(END_MILLIS);
      delivery.awaitEmpty(DELIVER_MILLIS);
      sendStopped.countDown();
      for (Thread sender : senders) {
        sender.interrupt();
        sender.join(END_MILLIS / senders.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // What is not delivered is read again after the next start.
    }
    if (!readThread.isAlive()) {
      reader.save();
      reader.closeFiles();
    }
    try {
      sink.close();
    } catch (IOException e) {
      return; // The connections end with the process.
    }
  }
}
