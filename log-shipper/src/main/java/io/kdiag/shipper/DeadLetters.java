package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The file of documents that Elasticsearch refused for what they are, one JSON object a line, safe
 * on disk when {@link #add} returns. A full file becomes {@code .1} in the place of the one before.
 * {@link DeadLetterReplay} sends them again; a lock keeps the two apart.
 *
 * <pre>
 * {"time":"2026-11-20T21:17:03Z","status":400,"reason":"document_parsing_exception: ...",
 *  "original":"R0VUIC9oZWFsdGh6","action":{"create":{"_id":"..."}},"document":{...}}
 * </pre>
 */
final class DeadLetters {
  private static final String ASIDE = "dead-letters.replay-";
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

  /** Adds a letter as it was when it was put aside. */
  synchronized void addAgain(String line) throws IOException {
    append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Puts aside all letters there are, and gives the files that hold them now, oldest first. */
  synchronized List<Path> putAside() throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel lock = lock();
    try {
      for (String name : List.of(file.getFileName() + ".1", file.getFileName().toString())) {
        Path letters = file.resolveSibling(name);
        if (Files.exists(letters)) {
          Files.move(letters, file.resolveSibling(ASIDE + System.nanoTime()));
        }
      }
    } finally {
      lock.close();
    }
    List<Path> aside = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory, ASIDE + "*")) {
      entries.forEach(aside::add);
    }
    aside.sort(Comparator.naturalOrder());
    return aside;
  }

  /** Held until it is closed. */
  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling("dead-letters.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock ignored = channel.lock();
    return channel;
  }

  private void append(ByteBuffer line) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel lock = lock();
    try {
      appendAlone(line);
    } finally {
      lock.close();
    }
  }

  private void appendAlone(ByteBuffer line) throws IOException {
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
