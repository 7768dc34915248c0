package io.kdiag.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one HTTP server of the process: {@code /metrics} of all parts, {@code /health/liveness},
 * {@code /health/readiness} and the parts' own paths; only GET and HEAD. The JDK's own server: it
 * costs a few MiB where Netty costs fifty.
 */
final class AgentServer implements AutoCloseable {
  private static final int BACKLOG = 32;
  private static final int THREADS = 2;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads;

  private AgentServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static AgentServer open(int port, List<Part> parts, CollectorRegistry registry)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "port " + port + " is taken: set NODE_AGENT_PORT to a free one, or end who has it", e);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, task -> Thread.ofPlatform().daemon().name("kdiag-http").unstarted(task));
    server.setExecutor(threads);
    for (Part part : parts) {
      part.endpoints().forEach((path, handler) -> serve(server, path, handler));
    }
    serve(server, "/metrics", exchange -> metrics(exchange, parts, registry));
    serve(server, "/health/liveness", exchange -> text(exchange, 200, "alive\n"));
    serve(server, "/health/readiness", exchange -> readiness(exchange, parts));
    serve(server, "/", exchange -> text(exchange, NOT_FOUND, "no such path\n"));
    return new AgentServer(server, threads);
  }

  /** Serves just {@code path}, not what is below it. */
  private static void serve(HttpServer server, String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
              text(exchange, NOT_ALLOWED, "only GET\n");
            } else if (!path.equals("/") && !exchange.getRequestURI().getPath().equals(path)) {
              text(exchange, NOT_FOUND, "no such path\n");
            } else {
              handler.handle(exchange);
            }
          }
        });
  }

  private static void metrics(HttpExchange exchange, List<Part> parts, CollectorRegistry registry)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE_004);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 14)) {
      Writer own = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      TextFormat.write004(own, registry.metricFamilySamples());
      own.flush();
      for (Part part : parts) {
        part.metrics().write(out);
      }
    }
  }

  private static void readiness(HttpExchange exchange, List<Part> parts) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Part part : parts) {
      reasons.addAll(part.notReady());
    }
    String body = reasons.isEmpty() ? "ready\n" : String.join("\n", reasons) + "\n";
    text(exchange, reasons.isEmpty() ? 200 : UNAVAILABLE, body);
  }

  private static void text(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("text/plain")));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
