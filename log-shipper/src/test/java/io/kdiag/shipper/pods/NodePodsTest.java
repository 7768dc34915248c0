package io.kdiag.shipper.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list and a watch against a server that says what a test tells it to. */
class NodePodsTest {
  private static final String WEB =
      """
      {"metadata":{"uid":"u1","resourceVersion":"7","labels":{"app":"web","pod-template-hash":"5d4f"},
        "annotations":{"kdiag.io/logs-exclude":"proxy","other/x":"y"},"managedFields":[{"a":{"b":[1]}}],
        "ownerReferences":[{"kind":"ReplicaSet","name":"web-5d4f","controller":true}]},
       "spec":{"containers":[{"name":"main","image":"web:1","env":[{"name":"A","value":"B"}]}],
        "initContainers":[{"name":"init","image":"init:1"}]},"status":{"phase":"Running"}}
      """;
  private static final String STATIC =
      """
      {"metadata":{"uid":"mirror","annotations":{"kubernetes.io/config.hash":"abc"}},
       "spec":{"containers":[]}}
      """;

  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile int listStatus = 200;
  private HttpServer server;
  private NodePods pods;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/pods", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    pods = new NodePods(new Access(server), "n1", complaints::add, stopped);
    thread = Thread.ofPlatform().start(pods);
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped.countDown();
    events.add("");
    pods.stop();
    thread.join();
    server.stop(0);
  }

  @Test
  void knowsThePodsOfTheList() {
    await(pods::isListed);
    PodInfo web = Objects.requireNonNull(pods.get("u1"));
    assertThat(web.labels()).containsEntry("app", "web");
    assertThat(web.images()).containsOnly(Map.entry("main", "web:1"), Map.entry("init", "init:1"));
    assertThat(web.annotations()).containsOnlyKeys("kdiag.io/logs-exclude");
    assertThat(web.ownerKind() + "/" + web.ownerName()).isEqualTo("Deployment/web");
    assertThat(web.excludes("proxy")).isTrue();
    assertThat(web.excludes("main")).isFalse();
    assertThat(pods.get("abc")).as("a static pod by the hash that its path bears").isNotNull();
    assertThat(queries.getFirst()).contains("fieldSelector=spec.nodeName%3Dn1");
  }

  @Test
  void followsTheWatchAndListsAnewWhenItIsTooOld() {
    await(pods::isListed);
    events.add("{\"type\":\"DELETED\",\"object\":" + WEB + "}\n");
    await(() -> pods.get("u1") == null);
    events.add(
        "{\"type\":\"ADDED\",\"object\":"
            + WEB.replace("u1", "u2").replace("web:1", "web:2")
            + "}\n");
    await(() -> pods.get("u2") != null);
    assertThat(Objects.requireNonNull(pods.get("u2")).images()).containsEntry("main", "web:2");
    events.add("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n");
    await(() -> pods.get("u1") != null && pods.get("u2") == null);
    assertThat(complaints).isEmpty();
  }

  @Test
  void keepsWhatItKnowsWhileTheServerFails() {
    await(pods::isListed);
    listStatus = 503;
    events.add("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500}}\n");
    await(() -> complaints.size() >= 2);
    assertThat(pods.get("u1")).isNotNull();
    assertThat(complaints.getLast()).contains("HTTP 503");
    listStatus = 200;
    int before = queries.size();
    await(() -> queries.size() > before && pods.get("u1") != null);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    queries.add(query);
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer t");
    if (!query.contains("watch=1")) {
      String list =
          "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
              + WEB
              + ","
              + STATIC
              + "]}";
      exchange.sendResponseHeaders(listStatus, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(list.getBytes(StandardCharsets.UTF_8));
      }
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      String event = events.take();
      while (!event.isEmpty()) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
        event = event.contains("ERROR") ? "" : events.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 10_000 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(3_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private record Access(HttpServer server) implements ApiServer {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Override
    public URI base() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public HttpClient client() {
      return CLIENT;
    }

    @Override
    public String authorization() {
      return "Bearer t";
    }
  }
}
