package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Format;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD with the latest sample in some form, as a stream, gzip-compressed for
 * whoever takes that; 503 before the first.
 */
final class SampleHandler implements HttpHandler {
  private final Supplier<@Nullable Sample> latest;
  private final Form form;

  /** One form of a sample. */
  interface Form {
    /** What a request with this header {@code Accept} gets. */
    String contentType(@Nullable String accept);

    void write(Sample sample, @Nullable String accept, OutputStream out) throws IOException;
  }

  /** Writes families. */
  @FunctionalInterface
  interface Writer {
    void write(Sample sample, Exposition out) throws IOException;
  }

  SampleHandler(Supplier<@Nullable Sample> latest, Form form) {
    this.latest = latest;
    this.form = form;
  }

  /** Prometheus' text or OpenMetrics, as the request prefers. */
  static Form exposition(boolean timestamps, Writer writer) {
    return new Form() {
      @Override
      public String contentType(@Nullable String accept) {
        return Format.of(accept).contentType();
      }

      @Override
      public void write(Sample sample, @Nullable String accept, OutputStream out)
          throws IOException {
        long millis = timestamps ? sample.time().toEpochMilli() : -1;
        Exposition exposition = new Exposition(out, Format.of(accept), millis);
        writer.write(sample, exposition);
        exposition.finish();
      }
    };
  }

  /** JSON. */
  static Form json(String node) {
    return new Form() {
      @Override
      public String contentType(@Nullable String accept) {
        return "application/json";
      }

      @Override
      public void write(Sample sample, @Nullable String accept, OutputStream out)
          throws IOException {
        SampleJson.write(node, sample, out);
      }
    };
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
        answer(exchange, sample, method.equals("HEAD"));
      }
    }
  }

  private void answer(HttpExchange exchange, Sample sample, boolean head) throws IOException {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    exchange.getResponseHeaders().set("Content-Type", form.contentType(accept));
    if (head) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    try (OutputStream out = Compression.open(exchange, 200)) {
      form.write(sample, accept, out);
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
