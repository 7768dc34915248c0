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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Serves what a real node agent said on a kernel with control groups of version 2 and pressure,
 * which the machine of the test may not have: scrapes that {@code src/test/sh/record-v2} took ten
 * seconds apart, one after the other, the last for ever. Times are moved to now.
 */
final class RecordedNode implements AutoCloseable {
  static final String NAME = "v2-node";
  private static final Path FILE = Programs.HOME.resolve("src/test/resources/v2-node.prom.gz");
  private static final Pattern END = Pattern.compile("# scrape ends (\\d+)\n");
  private static final Pattern TIME =
      Pattern.compile(
          "(?m)^(\\w*(?:timestamp_seconds|boot_time_seconds|last_seen|start_time_seconds)(?:\\{.*\\})?)"
              + " (\\S+)$");
  private static final Duration APART = Duration.ofSeconds(10);

  private final HttpServer server;
  private final List<Scrape> scrapes = scrapes();
  private final Instant start = Instant.now();

  private record Scrape(String text, long at) {
    /** What it would say if it were of now. */
    String moved(long now) {
      return TIME.matcher(text)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      found.group(1) + " " + moved(Double.parseDouble(found.group(2)), now)));
    }

    private double moved(double time, long now) {
      return time == 0 ? 0 : time + now - at;
    }
  }

  RecordedNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = current().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private String current() {
    Instant now = Instant.now();
    long index = Duration.between(start, now).dividedBy(APART);
    return scrapes.get((int) Math.min(index, scrapes.size() - 1)).moved(now.getEpochSecond());
  }

  private static List<Scrape> scrapes() throws IOException {
    List<Scrape> all = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int from = 0;
      for (Matcher end = END.matcher(text); end.find(); from = end.end()) {
        all.add(new Scrape(text.substring(from, end.start()), Long.parseLong(end.group(1))));
      }
    }
    return all;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
