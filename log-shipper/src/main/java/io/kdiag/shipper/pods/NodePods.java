package io.kdiag.shipper.pods;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pods of this node by uid: listed once, then watched. While the API server is away what is
 * known stays. One thread runs it, any may ask.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">Efficient
 *     detection of changes</a>
 */
public final class NodePods implements Runnable {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int WATCH_SECONDS = 300;
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(2 * WATCH_SECONDS);
  private static final int PAGE = 250;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int MOST_PODS = 5_000;
  private static final int GONE = 410;

  private final ApiServer server;
  private final String node;
  private final Consumer<String> complaints;
  private final CountDownLatch stopped;
  private final ConcurrentMap<String, PodInfo> pods = new ConcurrentHashMap<>();
  private volatile boolean listed;
  private volatile @Nullable InputStream open;
  private volatile long openedNanos;

  /** {@code complaints} is told what goes wrong, each time. */
  public NodePods(
      ApiServer server, String node, Consumer<String> complaints, CountDownLatch stopped) {
    this.server = server;
    this.node = node;
    this.complaints = complaints;
    this.stopped = stopped;
  }

  /** Null where it is not known, or not yet. */
  public @Nullable PodInfo get(String uid) {
    return pods.get(uid);
  }

  /** All pods of the node have been listed at least once. */
  public boolean isListed() {
    return listed;
  }

  @Override
  public void run() {
    String version = "";
    long pause = 0;
    try {
      while (!stopped.await(pause, TimeUnit.MILLISECONDS)) {
        try {
          version = version.isEmpty() ? list() : watch(version);
          pause = 0;
        } catch (IOException | RuntimeException e) {
          if (stopped.getCount() > 0) {
            complaints.accept(String.valueOf(e));
          }
          version = "";
          pause = Math.clamp(2 * pause, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Told to end.
    }
  }

  /** Ends a watch that should have ended by itself long ago: its connection is dead. */
  public void endStale() {
    if (System.nanoTime() - openedNanos > STALE_NANOS) {
      stop();
    }
  }

  /** Ends a watch that waits. */
  public void stop() {
    InputStream in = open;
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      return; // It ends either way.
    }
  }

  private String list() throws IOException, InterruptedException {
    Set<String> seen = new HashSet<>();
    String next = "";
    PodReader.ListEnd end;
    do {
      String from = next.isEmpty() ? "" : "&continue=" + encoded(next);
      try (InputStream in = request("limit=" + PAGE + from);
          PodReader reader = new PodReader(in)) {
        end =
            reader.list(
                event -> {
                  seen.add(event.uid());
                  put(event);
                });
      }
      next = end.next();
    } while (!next.isEmpty() && seen.size() < MOST_PODS);
    pods.keySet().retainAll(seen);
    listed = true;
    return end.resourceVersion();
  }

  private void put(PodReader.Event event) {
    if (pods.size() < MOST_PODS || pods.containsKey(event.uid())) {
      pods.put(event.uid(), event.pod());
    }
  }

  /** Where the next watch is to go on; empty where only a list helps. */
  private String watch(String from) throws IOException, InterruptedException {
    String version = from;
    String query =
        "watch=1&allowWatchBookmarks=true&timeoutSeconds="
            + WATCH_SECONDS
            + "&resourceVersion="
            + encoded(from);
    try (InputStream in = request(query);
        PodReader reader = new PodReader(in)) {
      PodReader.Event event = reader.next();
      while (event != null) {
        if (event.type().equals("ERROR")) {
          if (event.code() != GONE) {
            throw new IOException("the watch failed with code " + event.code());
          }
          return "";
        }
        version = event.resourceVersion().isEmpty() ? version : event.resourceVersion();
        apply(event);
        event = reader.next();
      }
    }
    return version;
  }

  private void apply(PodReader.Event event) {
    switch (event.type()) {
      case "ADDED", "MODIFIED" -> put(event);
      case "DELETED" -> pods.remove(event.uid());
      default -> {} // A bookmark, or what a later server tells.
    }
  }

  private InputStream request(String query) throws IOException, InterruptedException {
    String base = server.base().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String path = "/api/v1/pods?fieldSelector=spec.nodeName%3D" + encoded(node) + "&" + query;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(ANSWER)
            .header("Accept", "application/json");
    String authorization = server.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpResponse<InputStream> response =
        server.client().send(request.build(), BodyHandlers.ofInputStream());
    openedNanos = System.nanoTime();
    open = response.body();
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("GET pods of the node: HTTP " + response.statusCode());
    }
    return response.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Those known now, for tests. */
  Map<String, PodInfo> all() {
    return Map.copyOf(pods);
  }
}
