package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers GET and HEAD with the latest sample in some form, as a stream; 503 before the first. */
final class SampleHandler implements HttpHandler {
  static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  static final String JSON = "application/json";

  /** Writes a sample in one form. */
  @FunctionalInterface
  interface Form {
    void write(Sample sample, OutputStream out) throws IOException;
  }

  private final Supplier<@Nullable Sample> latest;
  private final String contentType;
  private final Form form;

  SampleHandler(Supplier<@Nullable Sample> latest, String contentType, Form form) {
    this.latest = latest;
    this.contentType = contentType;
    this.form = form;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      Sample sample = latest.get();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405, "only GET and HEAD\n");
      } else if (sample == null) {
        refuse(exchange, 503, "no sample yet\n");
      } else {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        answer(exchange, sample, method.equals("HEAD"));
      }
    }
  }

  private void answer(HttpExchange exchange, Sample sample, boolean head) throws IOException {
    exchange.sendResponseHeaders(200, head ? -1 : 0);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        form.write(sample, out);
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = why.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
