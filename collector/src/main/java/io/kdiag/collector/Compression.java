package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a response's body, gzip-compressed where the request takes that. At the fastest level: a
 * text of metrics shrinks to a twentieth there already.
 */
public final class Compression {
  private static final int BUFFER_BYTES = 16 << 10;

  private Compression() {}

  /** Sends the headers set so far and {@code status}; the caller closes the body. */
  public static OutputStream open(HttpExchange exchange, int status) throws IOException {
    boolean gzip = accepts(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, 0);
    return gzip ? new Fast(exchange.getResponseBody()) : exchange.getResponseBody();
  }

  /** {@code gzip}, {@code deflate, gzip;q=0.8}; not {@code gzip;q=0}. */
  static boolean accepts(@Nullable String header) {
    if (header == null) {
      return false;
    }
    for (String each : header.split(",", -1)) {
      String[] words = each.strip().split(";", -1);
      if (words[0].strip().equalsIgnoreCase("gzip")) {
        return words.length == 1 || !words[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
