package io.kdiag.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.collector.Compression;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
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
  private static final int BUFFER_BYTES = 16 << 10;
  private static final String EOF = "# EOF\n";

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
    String type = TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
    boolean openMetrics = type.equals(TextFormat.CONTENT_TYPE_OPENMETRICS_100);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    try (OutputStream out =
        new BufferedOutputStream(Compression.open(exchange, 200), BUFFER_BYTES)) {
      out.write(own(type, registry).getBytes(StandardCharsets.UTF_8));
      for (Part part : parts) {
        part.metrics().write(out, openMetrics);
      }
      if (openMetrics) {
        out.write(EOF.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** The parts' own metrics, without the end that OpenMetrics has: others follow. */
  private static String own(String type, CollectorRegistry registry) throws IOException {
    StringWriter own = new StringWriter();
    TextFormat.writeFormat(type, own, registry.metricFamilySamples());
    String text = own.toString();
    return text.endsWith(EOF) ? text.substring(0, text.length() - EOF.length()) : text;
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
