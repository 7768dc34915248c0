package io.kdiag.cli.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on loopback that answers what it was told to, by the path without its query, and
 * 404 to all else; it remembers what it was asked.
 */
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FakeServer on(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
    return this;
  }

  /** {@code resource} of {@code /cluster}: recorded from a real cluster. */
  FakeServer on(String path, String resource) throws IOException {
    try (InputStream in = FakeServer.class.getResourceAsStream("/cluster/" + resource)) {
      if (in == null) {
        throw new IOException("no resource /cluster/" + resource);
      }
      return on(path, 200, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer =
          answers.getOrDefault(
              exchange.getRequestURI().getPath(),
              new Answer(404, "{\"kind\":\"Status\",\"message\":\"not found\"}"));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
