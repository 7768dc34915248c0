package io.kdiag.dashboards.proof;

import com.sun.net.httpserver.HttpServer;
import io.kdiag.dashboards.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Serves what a node agent said on a kernel with control groups of version 2 and pressure, which
 * the machine of the test may not have: scrapes recorded by {@code src/test/sh/record-v2}, one
 * after the other, and over again.
 */
final class RecordedNode implements AutoCloseable {
  static final String NAME = "v2-node";
  private static final Path FILE = Programs.HOME.resolve("src/test/resources/v2-node.prom.gz");
  private static final String END = "# scrape ends\n";

  private final HttpServer server;
  private final List<String> scrapes;
  private final AtomicInteger next = new AtomicInteger();

  RecordedNode() throws IOException {
    scrapes = scrapes();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          String text = scrapes.get(Math.min(next.getAndIncrement(), scrapes.size() - 1));
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private static List<String> scrapes() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(END, -1)).stream()
          .filter(scrape -> !scrape.isBlank())
          .toList();
    }
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
