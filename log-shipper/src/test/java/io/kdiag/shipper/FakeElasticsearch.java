package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Elasticsearch as a bulk endpoint that remembers documents by id, and fails in whichever way a
 * test tells it to. What it stored it has, whatever its answer said.
 */
final class FakeElasticsearch implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Says what becomes of an item, by its document: an HTTP status. */
  interface ItemRule {
    int status(String id, JsonNode document);
  }

  /**
   * Says what becomes of a bulk request: 0 to look at its items, -1 to cut the reply, or a status.
   */
  interface RequestRule {
    int status(int number, int bytes);
  }

  final Map<String, JsonNode> documents = new ConcurrentHashMap<>();
  final Set<String> indices = ConcurrentHashMap.newKeySet();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger bulks = new AtomicInteger();
  final AtomicInteger conflicts = new AtomicInteger();
  volatile ItemRule items = (id, document) -> 201;
  volatile RequestRule bulkRule = (number, bytes) -> 0;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  FakeElasticsearch() {
    server = serve(0);
  }

  String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on connections are refused. */
  void goAway() {
    server.stop(0);
  }

  void comeBack() {
    server = serve(server.getAddress().getPort());
  }

  List<String> messages() {
    return documents.values().stream().map(d -> d.path("message").asText()).sorted().toList();
  }

  private HttpServer serve(int port) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      made.createContext("/", this::answer);
      made.setExecutor(threads);
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    exchange.getResponseHeaders().add("X-elastic-product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] body = body(exchange);
    if (path.endsWith("/_bulk")) {
      bulk(exchange, body);
    } else {
      boolean missing = path.contains("_template") && exchange.getRequestMethod().equals("GET");
      reply(exchange, missing ? 404 : 200, "{}");
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  private void bulk(HttpExchange exchange, byte[] body) throws IOException {
    int status = bulkRule.status(bulks.incrementAndGet(), body.length);
    if (status > 0) {
      reply(exchange, status, "{\"error\":\"told to\"}");
      return;
    }
    String answer = store(new String(body, StandardCharsets.UTF_8));
    if (status == 0) {
      reply(exchange, 200, answer);
      return;
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private String store(String body) throws IOException {
    List<String> answers = new ArrayList<>();
    List<String> lines = body.lines().toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String id = MAPPER.readTree(lines.get(i)).path("create").path("_id").asText();
      JsonNode index = MAPPER.readTree(lines.get(i)).at("/create/_index");
      indices.add(index.isMissingNode() ? "logs-kdiag.container-default" : index.asText());
      JsonNode document = MAPPER.readTree(lines.get(i + 1));
      int status = items.status(id, document);
      if (status == 201 && documents.putIfAbsent(id, document) != null) {
        status = 409;
        conflicts.incrementAndGet();
      }
      String error = status < 300 ? "" : ",\"error\":{\"type\":\"told\",\"reason\":\"to\"}";
      answers.add("{\"create\":{\"_id\":\"" + id + "\",\"status\":" + status + error + "}}");
    }
    return "{\"items\":[" + String.join(",", answers) + "]}";
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
