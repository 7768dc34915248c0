package io.kdiag.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the node agent once against back ends that take everything, so that the JVM can keep what it
 * loaded and linked in its AOT cache. The image's build starts it with the same switches ({@code
 * COLLECTOR_ENABLED} and so on) as the image has.
 */
final class AotTraining {
  private static final int SECONDS = 20;
  private static final CountDownLatch SEEN = new CountDownLatch(6);

  private AotTraining() {}

  /** Its argument is an empty directory: a node with this machine's /proc, and one container. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    for (String shared : List.of("proc", "sys", "dev")) {
      Files.createSymbolicLink(root.resolve(shared), Path.of("/", shared));
    }
    writeLog(root.resolve("var/log/pods/training_pod_0c1f7a3e-0000-4000-8000-000000000000/main"));
    HttpServer backEnds = backEnds();
    String url = "http://127.0.0.1:" + backEnds.getAddress().getPort();
    try (NodeAgent agent = NodeAgent.start(settings(url), new HostRoot(root))) {
      String own = "http://127.0.0.1:" + agent.port();
      for (int i = 0; i < SECONDS && !SEEN.await(1, TimeUnit.SECONDS); i++) {
        for (String path : List.of("/metrics", "/health/readiness", "/api/v1/problems")) {
          get(own + path);
        }
      }
    }
    backEnds.stop(0);
    System.exit(0);
  }

  private static Map<String, Object> settings(String backEnds) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("node-agent.port", 0);
    settings.put("collector.interval", "1s");
    settings.put("collector.influxdb-url", backEnds);
    settings.put("problem-detector.probe-interval", "1s");
    settings.put("log-shipper.hosts", backEnds);
    return settings;
  }

  private static void writeLog(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder log = new StringBuilder();
    for (int line = 0; line < 1_000; line++) {
      log.append("2026-01-01T00:00:00.123456789Z stdout F line ").append(line).append('\n');
    }
    Files.writeString(directory.resolve("0.log"), log);
  }

  private static void get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  private static HttpServer backEnds() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext("/", AotTraining::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      String path = exchange.getRequestURI().getPath();
      byte[] body = (path.endsWith("_bulk") ? bulk(asked) : "{}").getBytes(StandardCharsets.UTF_8);
      boolean influxdb = path.endsWith("/write");
      exchange.sendResponseHeaders(influxdb ? 204 : 200, influxdb ? -1 : body.length);
      if (!influxdb) {
        exchange.getResponseBody().write(body);
      }
      SEEN.countDown();
    }
  }

  /** Two lines an item, the action and the document; each is taken. */
  private static String bulk(String asked) {
    int items = (int) asked.lines().count() / 2;
    String each = "{\"create\":{\"status\":201}}";
    return "{\"errors\":false,\"items\":["
        + String.join(",", Collections.nCopies(items, each))
        + "]}";
  }
}
