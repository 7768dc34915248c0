package io.kdiag.shipper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The bodies of requests. */
final class BulkBody {
  private static final ContentType LINES = ContentType.create("application/x-ndjson");

  private BulkBody() {}

  /** Compresses as fast as zlib can: logs shrink to a tenth even so. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** The chosen items of a batch; all of them go without a copy. */
  static HttpEntity of(Batch batch, int[] items, boolean gzip) throws IOException {
    Json body = batch.body;
    if (items.length < batch.size()) {
      body = new Json(batch.body.length() / 2 + 1);
      for (int item : items) {
        body.raw(batch.body.bytes(), batch.start(item), batch.end(item));
      }
    }
    if (!gzip) {
      return new ByteArrayEntity(body.bytes(), 0, body.length(), LINES);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() / 8 + 1024);
    try (OutputStream gzipped = new FastGzip(out)) {
      gzipped.write(body.bytes(), 0, body.length());
    }
    return new ByteArrayEntity(out.toByteArray(), LINES, "gzip");
  }

  static HttpEntity json(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayEntity(utf8, ContentType.APPLICATION_JSON);
  }
}
