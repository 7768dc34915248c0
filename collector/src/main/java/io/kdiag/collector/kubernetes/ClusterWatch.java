package io.kdiag.collector.kubernetes;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Keeps what the API server knows of this node and its pods: lists them, then watches, as an
 * informer does, with a thread of its own. Without an API server what was told last stays as it is;
 * it is asked again after 1 s, then twice as long, up to a minute, each by chance up to half
 * shorter.
 */
public final class ClusterWatch implements AutoCloseable {
  private static final int MOST_PODS = 2_000;
  private static final Duration WATCH = Duration.ofMinutes(4);
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;
  private static final int GONE = 410;

  private final ApiServer server;
  private final String node;
  private final Set<String> allowedLabels;
  private final BiConsumer<String, String> complain;
  private final Thread thread;
  private final Map<String, PodFacts> pods = new HashMap<>();
  private volatile ClusterFacts facts = ClusterFacts.UNKNOWN;
  private volatile boolean closed;
  private volatile boolean connected;
  private String resourceVersion = "";
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  public ClusterWatch(
      ApiServer server,
      String node,
      List<String> allowedLabels,
      BiConsumer<String, String> complain) {
    this.server = server;
    this.node = node;
    this.allowedLabels = new HashSet<>(allowedLabels);
    this.complain = complain;
    this.thread = Thread.ofPlatform().daemon().name("kdiag-collector-pods").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** What is known by now. */
  public ClusterFacts facts() {
    return facts;
  }

  /** Whether the last question was answered. */
  public boolean isConnected() {
    return connected;
  }

  private void run() {
    while (!closed) {
      try {
        round();
        pauseMillis = FIRST_PAUSE_MILLIS;
      } catch (IOException | RuntimeException e) {
        // A malformed answer is an IllegalStateException of the JSON reader.
        connected = false;
        resourceVersion = "";
        if (!closed) {
          complain.accept(
              "the API server does not tell of this node's pods", "error=\"" + words(e) + "\"");
          pause();
        }
      }
    }
  }

  /** Lists where it must, then watches until the server ends it. */
  void round() throws IOException {
    if (resourceVersion.isEmpty()) {
      list();
    }
    connected = true;
    try {
      watch();
    } catch (ApiServerException e) {
      if (e.status() != GONE) {
        throw e;
      }
      resourceVersion = "";
    }
  }

  /** One list of the pods, and the node. */
  void list() throws IOException {
    Map<String, PodFacts> listed = new HashMap<>();
    String[] version = {""};
    try (JsonReader json = open(pods("&resourceVersion=0"))) {
      JsonFields.each(
          json,
          field -> {
            switch (field) {
              case "metadata" ->
                  JsonFields.each(
                      json,
                      each -> {
                        if (each.equals("resourceVersion")) {
                          version[0] = JsonFields.text(json, 64);
                        } else {
                          json.skipValue();
                        }
                      });
              case "items" ->
                  JsonFields.elements(
                      json,
                      () -> {
                        PodFacts pod = PodJson.read(json, allowedLabels).pod();
                        if (listed.size() < MOST_PODS) {
                          listed.put(pod.uid(), pod);
                        }
                      });
              default -> json.skipValue();
            }
          });
    }
    pods.clear();
    pods.putAll(listed);
    resourceVersion = version[0];
    publish(node());
  }

  private void watch() throws IOException {
    String query =
        "&watch=true&allowWatchBookmarks=true&timeoutSeconds="
            + WATCH.toSeconds()
            + "&resourceVersion="
            + resourceVersion;
    try (JsonReader json = open(pods(query))) {
      json.setStrictness(Strictness.LENIENT); // One document after the other.
      while (!closed && json.peek() != JsonToken.END_DOCUMENT) {
        if (!event(json)) {
          resourceVersion = "";
          return;
        }
      }
    } catch (EOFException e) {
      // It ended before it told anything, or within an event, which is then told again.
    }
    publish(node());
  }

  /** False where the server says that what it was asked to go on from is too old. */
  private boolean event(JsonReader json) throws IOException {
    String[] type = {""};
    PodJson.Versioned[] read = new PodJson.Versioned[1];
    JsonFields.each(
        json,
        field -> {
          switch (field) {
            case "type" -> type[0] = JsonFields.text(json, 16);
            case "object" -> read[0] = PodJson.read(json, allowedLabels);
            default -> json.skipValue();
          }
        });
    if (type[0].equals("ERROR") || read[0] == null) {
      return false;
    }
    if (!read[0].resourceVersion().isEmpty()) {
      resourceVersion = read[0].resourceVersion();
    }
    PodFacts pod = read[0].pod();
    switch (type[0]) {
      case "ADDED", "MODIFIED" -> {
        if (pods.size() < MOST_PODS || pods.containsKey(pod.uid())) {
          pods.put(pod.uid(), pod);
        }
        publish(facts.node());
      }
      case "DELETED" -> {
        pods.remove(pod.uid());
        publish(facts.node());
      }
      default -> {
        // A bookmark has moved the version.
      }
    }
    return true;
  }

  private NodeFacts node() throws IOException {
    Map<String, Double> capacity = new HashMap<>();
    Map<String, Double> allocatable = new HashMap<>();
    try (JsonReader json = open("/api/v1/nodes/" + encoded(node))) {
      JsonFields.each(
          json,
          field -> {
            if (field.equals("status")) {
              JsonFields.each(
                  json,
                  each -> {
                    switch (each) {
                      case "capacity" -> JsonFields.quantities(json, capacity);
                      case "allocatable" -> JsonFields.quantities(json, allocatable);
                      default -> json.skipValue();
                    }
                  });
            } else {
              json.skipValue();
            }
          });
      return new NodeFacts(capacity, allocatable);
    } catch (ApiServerException e) {
      complain.accept("the API server does not tell of this node", "error=\"" + words(e) + "\"");
      return facts.node();
    }
  }

  private void publish(NodeFacts ofNode) {
    Map<String, PodFacts> byCgroup = HashMap.newHashMap(pods.size());
    pods.values().forEach(pod -> byCgroup.put(pod.cgroupUid(), pod));
    facts = new ClusterFacts(facts.version() + 1, byCgroup, ofNode);
  }

  private String pods(String query) {
    return "/api/v1/pods?fieldSelector=" + encoded("spec.nodeName=" + node) + query;
  }

  private JsonReader open(String path) throws IOException {
    InputStream in = server.get(path);
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    return new JsonReader(reader);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("[^\\x20-\\x7e]|[\"\\\\]", " ");
  }

  private void pause() {
    long longest = pauseMillis;
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, longest * 2);
    try {
      Thread.sleep(longest - ThreadLocalRandom.current().nextLong(longest / 2));
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Ends the watch; what is known stays. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
