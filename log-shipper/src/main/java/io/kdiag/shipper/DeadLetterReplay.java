package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends dead letters again, after the mapping or whatever refused them was mended. What is taken
 * now, or was there, goes from the file; what is refused again stays a dead letter. A shipper may
 * run meanwhile. Broken off at any point it can be run again: ids make that harmless.
 */
public final class DeadLetterReplay {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_ITEMS = 500;
  private static final int BATCH_BYTES = 1 << 20;

  private final ElasticsearchSink sink;
  private final DeadLetters letters;
  private int replayed;
  private int refused;

  private DeadLetterReplay(ElasticsearchSink sink, DeadLetters letters) {
    this.sink = sink;
    this.letters = letters;
  }

  /**
   * Replays all there are, and says how it went in one line.
   *
   * @throws IOException if Elasticsearch does not answer, or a file cannot be read: all that was
   *     not settled is still there
   */
  public static String run(LogShipperConfiguration configuration, HostRoot root)
      throws IOException {
    InstantSource clock = InstantSource.system();
    ShipperMetrics metrics = new ShipperMetrics(new CollectorRegistry());
    Path state = root.resolve(LogShipper.STATE);
    DeadLetters letters = new DeadLetters(state, configuration.deadLetterBytes(), clock, metrics);
    try (ElasticsearchSink sink = new ElasticsearchSink(configuration, clock, metrics)) {
      DeadLetterReplay replay = new DeadLetterReplay(sink, letters);
      for (Path file : letters.putAside()) {
        replay.file(file);
        Files.delete(file);
      }
      return "dead letters: %d taken, %d refused again".formatted(replay.replayed, replay.refused);
    }
  }

  private void file(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      List<String> batch = new ArrayList<>();
      int bytes = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        batch.add(line);
        bytes += line.length();
        if (batch.size() == MOST_ITEMS || bytes >= BATCH_BYTES) {
          send(batch);
          batch.clear();
          bytes = 0;
        }
      }
      send(batch);
    }
  }

  private void send(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    Batch batch = new Batch(new Json(BATCH_BYTES), InstantSource.system().instant(), null);
    for (String line : lines) {
      JsonNode letter = MAPPER.readTree(line);
      batch.beginItem();
      batch.body.raw(utf8(letter.path("action"))).raw(utf8("\n"));
      batch.body.raw(utf8(letter.path("document"))).raw(utf8("\n"));
    }
    int[] all = new int[lines.size()];
    Arrays.setAll(all, i -> i);
    switch (sink.bulk(batch, all)) {
      case BulkAnswer.Items(List<BulkAnswer.Item> answers) -> settle(lines, answers);
      case BulkAnswer.Refused(int status, String reason) -> {
        if (lines.size() > 1) {
          send(lines.subList(0, lines.size() / 2));
          send(lines.subList(lines.size() / 2, lines.size()));
        } else {
          keep(lines.getFirst());
        }
      }
      case BulkAnswer.Unavailable(String reason) -> throw new IOException(reason);
    }
  }

  private void settle(List<String> lines, List<BulkAnswer.Item> answers) throws IOException {
    List<String> later = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      BulkAnswer.Item answer = answers.get(i);
      if (answer.isThere()) {
        replayed++;
      } else if (answer.isForLater()) {
        later.add(lines.get(i));
      } else {
        keep(lines.get(i));
      }
    }
    if (!later.isEmpty()) {
      throw new IOException("Elasticsearch asks for patience with " + later.size() + " documents");
    }
  }

  private void keep(String line) throws IOException {
    letters.addAgain(line);
    refused++;
  }

  private static byte[] utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
