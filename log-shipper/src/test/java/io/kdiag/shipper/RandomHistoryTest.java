package io.kdiag.shipper;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of two containers, of an Elasticsearch that refuses, and of shippers that are
 * closed, or lose what they last knew as if killed: each line must be there once, and nothing else.
 */
class RandomHistoryTest {
  private static final int STEPS = 40;

  @TempDir Path root;

  private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
  private final List<String> written = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasEachLineOnce(long seed) throws IOException {
    Random random = new Random(seed);
    misbehave(new Random(seed));
    List<PodLog> logs = List.of(new PodLog(root, "web-0"), new PodLog(root, "web-1"));
    LogShipper shipper = started();
    try {
      for (int step = 0; step < STEPS; step++) {
        PodLog log = logs.get(random.nextInt(logs.size()));
        switch (random.nextInt(10)) {
          case 0, 1 -> log.rotate();
          case 2 -> shipper = closed(shipper);
          case 3 -> shipper = killed(shipper, random);
          case 4 -> log.restart();
          default -> write(log, random);
        }
      }
      Until.holds(() -> elasticsearch.documents.size() >= written.size());
    } finally {
      shipper.close();
      elasticsearch.close();
    }
    List<String> arrived = new ArrayList<>(elasticsearch.messages());
    List<String> lost = new ArrayList<>();
    for (String line : written) {
      if (!arrived.remove(line)) {
        lost.add(line);
      }
    }
    assertThat(lost).as("lost").isEmpty();
    assertThat(arrived).as("too much, %s", ids(arrived)).isEmpty();
  }

  private List<String> ids(List<String> messages) {
    List<String> ids = new ArrayList<>();
    elasticsearch.documents.forEach(
        (id, document) -> {
          if (messages.contains(document.path("message").asText())) {
            ids.add(id + " " + document);
          }
        });
    return ids;
  }

  private void misbehave(Random random) {
    elasticsearch.items = (id, document) -> chance(random, 20) ? 429 : 201;
    elasticsearch.bulkRule =
        (number, bytes) -> chance(random, 6) ? -1 : chance(random, 6) ? 503 : 0;
  }

  private static boolean chance(Random random, int oneIn) {
    synchronized (random) {
      return random.nextInt(oneIn) == 0;
    }
  }

  /** Some records of one or several parts, those of the two streams between each other. */
  private void write(PodLog log, Random random) {
    int records = random.nextInt(200);
    for (int i = 0; i < records; i++) {
      String out = "out " + written.size();
      String err = "err " + written.size();
      int parts = random.nextInt(20) == 0 ? 2 : 0;
      for (int part = 0; part < parts; part++) {
        log.line("stdout", "P", out + " " + part + " ");
        log.line("stderr", "P", err + " " + part + " ");
        if (random.nextInt(8) == 0) {
          log.rotate();
        }
      }
      log.line("stdout", "F", out + " end");
      log.line("stderr", "F", err + " end");
      written.add(whole(out, parts));
      written.add(whole(err, parts));
    }
  }

  private static String whole(String record, int parts) {
    StringBuilder text = new StringBuilder();
    for (int part = 0; part < parts; part++) {
      text.append(record).append(' ').append(part).append(' ');
    }
    return text + record + " end";
  }

  private LogShipper started() {
    LogShipperConfiguration configuration = Settings.to(elasticsearch.host(), 8192, 1 << 20, false);
    LogShipper shipper =
        new LogShipper(configuration, new HostRoot(root), "n1", new CollectorRegistry(), null);
    shipper.start();
    return shipper;
  }

  private LogShipper closed(LogShipper shipper) {
    shipper.close();
    return started();
  }

  /** The next shipper finds an older checkpoint, or none. */
  private LogShipper killed(LogShipper shipper, Random random) throws IOException {
    Path checkpoint = root.resolve("var/lib/kdiag/log-shipper/checkpoint.ndjson");
    byte[] older = Files.exists(checkpoint) ? Files.readAllBytes(checkpoint) : new byte[0];
    shipper.close();
    if (random.nextInt(4) == 0 || older.length == 0) {
      Files.deleteIfExists(checkpoint);
    } else {
      Files.write(checkpoint, older);
    }
    return started();
  }
}
