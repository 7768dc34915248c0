package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Base64;

/**
 * The file of documents that Elasticsearch refused for what they are, one JSON object a line, safe
 * on disk when {@link #add} returns. A full file becomes {@code .1} in the place of the one before.
 * To replay: send {@code action} and {@code document} as two lines of a bulk request.
 *
 * <pre>
 * {"time":"2026-11-20T21:17:03Z","status":400,"reason":"document_parsing_exception: ...",
 *  "original":"R0VUIC9oZWFsdGh6","action":{"create":{"_id":"..."}},"document":{...}}
 * </pre>
 */
final class DeadLetters {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final long limitBytes;
  private final InstantSource clock;
  private final ShipperMetrics metrics;

  DeadLetters(Path directory, long limitBytes, InstantSource clock, ShipperMetrics metrics) {
    this.file = directory.resolve("dead-letters.ndjson");
    this.limitBytes = limitBytes;
    this.clock = clock;
    this.metrics = metrics;
  }

  synchronized void add(Batch batch, int item, int status, String reason) throws IOException {
    byte[] body = batch.body.bytes();
    int start = batch.start(item);
    int split = start;
    while (body[split] != '\n') {
      split++;
    }
    int end = batch.end(item) - 1;
    JsonNode document = MAPPER.readTree(body, split + 1, end - split - 1);
    byte[] lossy = batch.originals().get(item);
    byte[] original =
        lossy == null ? document.path("message").asText().getBytes(StandardCharsets.UTF_8) : lossy;
    Json line = new Json(end - start + original.length + 512);
    line.ascii("{\"time\":").quoted(clock.instant().toString());
    line.ascii(",\"status\":").number(status).ascii(",\"reason\":").quoted(reason);
    line.ascii(",\"original\":\"").raw(Base64.getEncoder().encode(original));
    line.ascii("\",\"action\":").raw(body, start, split);
    line.ascii(",\"document\":").raw(body, split + 1, end).ascii("}\n");
    append(ByteBuffer.wrap(line.bytes(), 0, line.length()));
  }

  private void append(ByteBuffer line) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file) && Files.size(file) + line.remaining() > limitBytes) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      metrics.deadLettersDroppedBytes.inc(Files.exists(older) ? (double) Files.size(older) : 0);
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (line.hasRemaining()) {
        out.write(line);
      }
      out.force(true);
    }
  }
}
