package io.kdiag.shipper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipper whole, from files to a fake Elasticsearch that fails as it is told. */
class LogShipperTest {
  /** What happens while a shipper runs. */
  interface Scenario {
    void play(LogShipper shipper) throws IOException;
  }

  @TempDir Path root;

  private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
  private final CollectorRegistry registry = new CollectorRegistry();

  @AfterEach
  void stop() {
    elasticsearch.close();
  }

  @Test
  void shipsALineWithAllThatItsPathSays() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("stderr", "F", "a \"quoted\" line");
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(1);
        });
    JsonNode document = elasticsearch.documents.values().iterator().next();
    assertThat(document.path("@timestamp").asText()).isEqualTo("2026-11-18T11:06:40.000002001Z");
    assertThat(document.path("message").asText()).isEqualTo("a \"quoted\" line");
    assertThat(document.path("stream").asText()).isEqualTo("stderr");
    assertThat(document.at("/log/offset").asLong()).isZero();
    assertThat(document.at("/log/file/path").asText())
        .isEqualTo("/var/log/pods/default_web-0_uid-web-0/main/0.log");
    assertThat(document.at("/host/name").asText()).isEqualTo("n1");
    assertThat(document.at("/kubernetes/node/name").asText()).isEqualTo("n1");
    assertThat(document.at("/kubernetes/namespace").asText()).isEqualTo("default");
    assertThat(document.at("/kubernetes/pod/name").asText()).isEqualTo("web-0");
    assertThat(document.at("/kubernetes/pod/uid").asText()).isEqualTo("uid-web-0");
    assertThat(document.at("/kubernetes/container/name").asText()).isEqualTo("main");
    assertThat(document.at("/kubernetes/container/restart_count").isIntegralNumber()).isTrue();
    assertThat(document.at("/container/id").asText()).isEqualTo(PodLog.CONTAINER_ID);
    assertThat(document.at("/event/ingested").asText()).endsWith("Z");
  }

  @Test
  void installsItsTemplatesBeforeTheFirstDocument() throws IOException {
    new PodLog(root, "web-0").line("x");
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(1);
        });
    List<String> before =
        elasticsearch.requests.subList(
            0, elasticsearch.requests.indexOf("POST /logs-kdiag.container-default/_bulk"));
    assertThat(before)
        .containsSubsequence(
            "PUT /_component_template/logs-kdiag.container",
            "PUT /_index_template/logs-kdiag.container",
            "PUT /_component_template/logs-kdiag.system",
            "PUT /_index_template/logs-kdiag.system");
  }

  @Test
  void joinsThePartsOfEachStreamAcrossARotation() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("stdout", "P", "out one, ");
    log.line("stderr", "P", "err one, ");
    log.line("stdout", "P", "out two, ");
    log.rotate();
    log.line("stderr", "F", "err end");
    log.line("stdout", "F", "out end");
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(2);
        });
    assertThat(elasticsearch.messages())
        .containsExactly("err one, err end", "out one, out two, out end");
  }

  @Test
  void cutsARecordAtTheLimitWithAMarkAndLeavesTheNextLineIntact() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("stdout", "P", "a".repeat(1000));
    log.line("stdout", "P", "b".repeat(1000));
    log.line("stdout", "F", "c".repeat(10));
    log.line("next");
    log.raw("x".repeat(300_000) + "\n");
    log.line("last");
    ship(
        Settings.to(elasticsearch.host(), 16 << 10, 1024, false),
        shipper -> {
          awaitDocuments(4);
        });
    assertThat(elasticsearch.messages())
        .containsExactly("a".repeat(1000) + "b".repeat(24), "last", "next", "x".repeat(1024));
    JsonNode cut = document("a".repeat(1000) + "b".repeat(24));
    assertThat(cut.at("/log/flags/0").asText()).isEqualTo("truncated");
    assertThat(cut.at("/log/skipped_bytes").asLong()).isEqualTo(986);
    assertThat(document("x".repeat(1024)).at("/log/skipped_bytes").asLong()).isEqualTo(298_976);
    assertThat(document("next").at("/log/flags").isMissingNode()).isTrue();
  }

  @Test
  void givesTheLastPartOfAContainerThatEnded() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("stdout", "P", "no line feed");
    log.restart();
    log.line("second run");
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(2);
        });
    assertThat(elasticsearch.messages()).containsExactly("no line feed", "second run");
  }

  @Test
  void shipsDockersLinesAndLinesOfNoKnownFormat() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.raw("{\"log\":\"docker\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-20T21:17:03.5Z\"}\n");
    log.raw("neither nor\n");
    log.raw("\n");
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(3);
        });
    assertThat(elasticsearch.messages()).containsExactly("", "docker", "neither nor");
  }

  @Test
  void takesConflictAsAlreadyThere() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    numbered(log, 0, 50);
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(50);
        });
    Files.delete(checkpoint());
    numbered(log, 50, 60);
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(60);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(60));
    assertThat(elasticsearch.conflicts).hasValue(50);
  }

  @Test
  void readsOnlyWhatIsNewAfterARestart() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    numbered(log, 0, 50);
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(50);
        });
    log.rotate();
    numbered(log, 50, 60);
    log.rotate();
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(60);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(60));
    assertThat(elasticsearch.conflicts).hasValue(0);
  }

  @Test
  void sendsTheItemsThatWereAnswered429Again() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    numbered(log, 0, 100);
    List<String> refusedOnce = new ArrayList<>();
    elasticsearch.items =
        (id, document) -> {
          synchronized (refusedOnce) {
            boolean first =
                document.path("message").asText().endsWith("7") && !refusedOnce.contains(id);
            return first && refusedOnce.add(id) ? 429 : 201;
          }
        };
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          awaitDocuments(100);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(100));
    assertThat(refusedOnce).hasSize(10);
    assertThat(items("retried")).isEqualTo(10);
    assertThat(elasticsearch.conflicts).hasValue(0);
  }

  @Test
  void keepsWhatIsRefusedForGoodAsDeadLetterWithItsOriginalBytes() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("good");
    log.raw("2026-11-20T21:17:03.5Z stdout F bad \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    elasticsearch.items =
        (id, document) -> document.path("message").asText().startsWith("bad") ? 400 : 201;
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          Until.holds(() -> metric("kdiag_log_shipper_dead_letters_total") == 1);
          awaitDocuments(1);
        });
    Path file = root.resolve("var/lib/kdiag/log-shipper/dead-letters.ndjson");
    JsonNode letter = new ObjectMapper().readTree(Files.readString(file));
    assertThat(letter.path("status").asInt()).isEqualTo(400);
    assertThat(letter.path("reason").asText()).isEqualTo("told: to");
    assertThat(Base64.getDecoder().decode(letter.path("original").asText()))
        .isEqualTo("bad \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(letter.at("/document/message").asText()).isEqualTo("bad \ufffd");
    assertThat(letter.at("/action/create/_id").asText()).isNotEmpty();
    assertThat(unread()).isZero();
  }

  @Test
  void halvesABatchThatIsTooLargeUntilOneDocumentStandsAlone() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    numbered(log, 0, 20);
    log.line("stdout", "F", "x".repeat(8000));
    numbered(log, 20, 40);
    elasticsearch.bulkRule = (number, bytes) -> bytes > 4000 ? 413 : 0;
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          Until.holds(() -> metric("kdiag_log_shipper_dead_letters_total") == 1);
          awaitDocuments(40);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(40));
  }

  @Test
  void sendsABatchAgainWhoseReplyWasCutShortOrRefused() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    numbered(log, 0, 300);
    elasticsearch.bulkRule =
        (number, bytes) -> number % 4 == 0 ? 0 : number % 4 == 1 ? -1 : 429 + number % 4;
    ship(
        Settings.to(elasticsearch.host(), 4096, 1 << 20, true),
        shipper -> {
          awaitDocuments(300);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(300));
  }

  @Test
  void stopsReadingWhileElasticsearchIsAwayAndSaysSo() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    elasticsearch.goAway();
    ship(
        Settings.to(elasticsearch.host(), 4096, 1 << 20, false),
        shipper -> {
          numbered(log, 0, 20000);
          Until.holds(() -> metric("kdiag_log_shipper_unacknowledged_batches") == 3);
          Until.holds(
              () -> shipper.notReady().toString().contains("elasticsearch has not answered"));
          Until.holds(() -> metric("kdiag_log_shipper_lag_bytes") > 0);
          log.rotate();
          numbered(log, 20000, 21000);
          log.rotate();
          elasticsearch.comeBack();
          awaitDocuments(21000);
          Until.holds(() -> shipper.notReady().isEmpty());
          Until.holds(() -> metric("kdiag_log_shipper_lag_bytes") == 0);
        });
    assertThat(elasticsearch.messages()).containsExactlyElementsOf(expected(21000));
    assertThat(metric("kdiag_log_shipper_gaps_total")).isZero();
  }

  @Test
  void countsAFileThatWentBeforeItWasRead() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    elasticsearch.goAway();
    ship(
        Settings.to(elasticsearch.host(), 4096, 1 << 20, false),
        shipper -> {
          numbered(log, 0, 20000);
          Until.holds(() -> metric("kdiag_log_shipper_unacknowledged_batches") == 3);
          log.rotate();
          numbered(log, 20000, 20010);
          log.rotate();
          numbered(log, 20010, 20020);
          Until.holds(() -> knownFiles() == 3);
          Files.delete(log.rotated().getLast());
          Until.holds(() -> metric("kdiag_log_shipper_gaps_total") == 1);
          elasticsearch.comeBack();
          awaitDocuments(20011);
        });
    List<String> expected = new ArrayList<>(expected(20020));
    expected.subList(20000, 20010).clear();
    List<String> lines = new ArrayList<>(elasticsearch.messages());
    lines.removeIf(line -> !line.startsWith("line "));
    assertThat(lines).containsExactlyElementsOf(expected);
    assertThat(metric("kdiag_log_shipper_gap_bytes_total")).isEqualTo(520);
    JsonNode gap = gap();
    assertThat(gap.at("/kdiag/gap/reason").asText()).isEqualTo("deleted");
    assertThat(gap.at("/kdiag/gap/from").asLong()).isZero();
    assertThat(gap.at("/kdiag/gap/to").asLong()).isEqualTo(520);
    assertThat(gap.at("/kdiag/gap/file").asText()).contains("/main/0.log.20261120-100001");
    assertThat(gap.at("/kubernetes/pod/name").asText()).isEqualTo("web-0");
    assertThat(gap.path("message").asText())
        .startsWith(
            "log lost: bytes 0 to 520 of /var/log/pods/default_web-0_uid-web-0/main/0.log.2");
  }

  @Test
  void readsAPodsLogToItsEndThoughThePodIsDeleted() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    elasticsearch.bulkRule = (number, bytes) -> number < 10 ? 503 : 0;
    ship(
        Settings.to(elasticsearch.host(), 4096, 1 << 20, false),
        shipper -> {
          numbered(log, 0, 2000);
          Until.holds(() -> metric("kdiag_log_shipper_lines_total") > 0);
          log.delete();
          awaitDocuments(2000);
          Until.holds(() -> metric("kdiag_log_shipper_runs") == 0);
        });
    assertThat(metric("kdiag_log_shipper_gaps_total")).isZero();
  }

  @Test
  void findsAContainerThatComesIntoAPodThatWasSeenWithout() throws IOException {
    PodLog other = new PodLog(root, "web-0");
    other.line("one");
    ship(
        Settings.of(
            Map.of(
                "hosts", List.of(elasticsearch.host()), "rescanInterval", Duration.ofMinutes(10))),
        shipper -> {
          awaitDocuments(1);
          Files.createDirectory(root.resolve("var/log/pods/default_web-1_uid-web-1"));
          other.line("two");
          awaitDocuments(2);
          new PodLog(root, "web-1").line("three");
          awaitDocuments(3);
        });
  }

  @Test
  void saysThatThereIsNothingToRead() throws IOException {
    ship(
        Settings.to(elasticsearch.host()),
        shipper -> {
          Until.holds(() -> shipper.notReady().equals(List.of("/var/log/pods: not there")));
        });
  }

  private JsonNode document(String message) {
    return elasticsearch.documents.values().stream()
        .filter(document -> document.path("message").asText().equals(message))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode gap() {
    return elasticsearch.documents.values().stream()
        .filter(document -> document.has("kdiag"))
        .findFirst()
        .orElseThrow();
  }

  private void ship(LogShipperConfiguration configuration, Scenario scenario) throws IOException {
    registry.clear();
    try (LogShipper shipper =
        new LogShipper(configuration, new HostRoot(root), "n1", registry, null)) {
      shipper.start();
      scenario.play(shipper);
    }
  }

  private void awaitDocuments(int count) {
    Until.holds(() -> elasticsearch.documents.size() >= count);
  }

  private double metric(String name) {
    Double value = registry.getSampleValue(name);
    return value == null ? 0 : value;
  }

  private double items(String result) {
    Double value =
        registry.getSampleValue(
            "kdiag_log_shipper_bulk_items_total", new String[] {"result"}, new String[] {result});
    return value == null ? 0 : value;
  }

  private Path checkpoint() {
    return root.resolve("var/lib/kdiag/log-shipper/checkpoint.ndjson");
  }

  private long unread() throws IOException {
    return new ObjectMapper().readTree(Files.readString(checkpoint())).path("unread").asLong();
  }

  private int knownFiles() {
    try {
      return Files.exists(checkpoint())
          ? new ObjectMapper().readTree(Files.readString(checkpoint())).path("files").size()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void numbered(PodLog log, int from, int to) {
    log.lines(expected(to).subList(from, to));
  }

  private static List<String> expected(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(number(i));
    }
    return lines;
  }

  private static String number(int i) {
    return "line %06d".formatted(i);
  }
}
