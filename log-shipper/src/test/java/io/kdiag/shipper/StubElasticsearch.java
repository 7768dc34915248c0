package io.kdiag.shipper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * For benchmarks: a server on {@code PORT} that takes every document, counts them, and says how
 * many at {@code /count}. It runs until it is ended.
 */
final class StubElasticsearch {
  private static final String ITEM = "{\"create\":{\"status\":201}}";

  private final AtomicLong documents = new AtomicLong();

  public static void main(String[] arguments) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    StubElasticsearch stub = new StubElasticsearch();
    server.createContext("/", stub::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      exchange.getResponseHeaders().add("X-elastic-product", "Elasticsearch");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      String text = "{}";
      if (path.endsWith("/count")) {
        text = documents.get() + "\n";
      } else if (path.endsWith("/_bulk")) {
        int items = items(exchange);
        documents.addAndGet(items);
        text = "{\"errors\":false,\"items\":[" + (ITEM + ",").repeat(items - 1) + ITEM + "]}";
      }
      boolean missing = path.contains("_template") && exchange.getRequestMethod().equals("GET");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(missing ? 404 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static int items(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    int lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int at = LineFeeds.next(buffer, 0, read);
            at < read;
            at = LineFeeds.next(buffer, at + 1, read)) {
          lines++;
        }
      }
    }
    return lines / 2;
  }
}
