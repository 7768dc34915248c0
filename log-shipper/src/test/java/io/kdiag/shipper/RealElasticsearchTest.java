package io.kdiag.shipper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipper as a process that is killed, and a real Elasticsearch that has every line once. */
class RealElasticsearchTest {
  private static final String STREAM = "logs-kdiag.container-default";

  @TempDir static Path directory;

  private static RealElasticsearch elasticsearch;

  @TempDir Path root;

  @BeforeAll
  static void start() throws IOException {
    Path module = Path.of(System.getProperty("kdiag.repository"), "log-shipper");
    elasticsearch = new RealElasticsearch(module, directory);
  }

  @AfterAll
  static void stop() {
    elasticsearch.close();
  }

  @Test
  void hasEachLineOnceThoughTheShipperIsKilledAgainAndAgain() throws IOException {
    PodLog log = new PodLog(root, "killed");
    int lines = 0;
    for (int kill = 0; kill < 3; kill++) {
      lines = write(log, lines, 10_000);
      long before = count("killed");
      Process shipper = shipper();
      Until.holds(() -> count("killed") > before);
      log.rotate();
      lines = write(log, lines, 1_000);
      shipper.destroyForcibly();
      Until.holds(() -> !shipper.isAlive());
    }
    int all = lines;
    Process shipper = shipper();
    Until.holds(() -> count("killed") >= all);
    shipper.destroy();
    Until.holds(() -> !shipper.isAlive());
    assertThat(count("killed")).isEqualTo(all);
    assertThat(distinctOffsets("killed")).isEqualTo(all);
  }

  @Test
  void mapsTheFieldsByItsOwnTemplates() throws IOException {
    PodLog log = new PodLog(root, "mapped");
    log.line("a line");
    log.raw("2026-13-20T21:17:03Z stdout F no such month\n");
    Process shipper = shipper();
    Until.holds(() -> count("mapped") == 1);
    Path letters = root.resolve("var/lib/kdiag/log-shipper/dead-letters.ndjson");
    Until.holds(() -> Files.exists(letters));
    shipper.destroy();
    Until.holds(() -> !shipper.isAlive());
    assertThat(Files.readString(letters)).contains("no such month", "document_parsing_exception");
    JsonNode mapping = elasticsearch.ask("GET", "/" + STREAM + "/_mapping", "");
    JsonNode fields = mapping.iterator().next().at("/mappings/properties");
    assertThat(fields.at("/@timestamp/type").asText()).isEqualTo("date_nanos");
    assertThat(fields.at("/kubernetes/properties/labels/type").asText()).isEqualTo("flattened");
    assertThat(fields.at("/kdiag/properties/gap/properties/to/type").asText()).isEqualTo("long");
    JsonNode settings = elasticsearch.ask("GET", "/" + STREAM + "/_settings", "");
    assertThat(settings.iterator().next().at("/settings/index/sort/field/0").asText())
        .isEqualTo("@timestamp");
  }

  /** Ids are unique in one backing index only: a replay after a rollover must ask first. */
  @Test
  void doublesNothingWhenTheStreamIsRolledOverBetweenASendAndItsReplay() throws IOException {
    PodLog log = new PodLog(root, "rolled");
    int lines = write(log, 0, 3_000);
    Process first = shipper();
    Until.holds(() -> count("rolled") == 3_000);
    first.destroy();
    Until.holds(() -> !first.isAlive());
    // The shipper comes back with yesterday's checkpoint, or none, and the stream was rolled over.
    Path checkpoint = root.resolve("var/lib/kdiag/log-shipper/checkpoint.ndjson");
    byte[] saved = Files.readAllBytes(checkpoint);
    Files.delete(checkpoint);
    rollOver();
    int more = write(log, lines, 500);
    Process second = shipper();
    Until.holds(() -> count("rolled") >= more);
    second.destroy();
    Until.holds(() -> !second.isAlive());
    assertThat(count("rolled")).isEqualTo(more);
    Files.write(checkpoint, saved);
    rollOver();
    int all = write(log, more, 500);
    Process third = shipper();
    Until.holds(() -> count("rolled") >= all);
    third.destroy();
    Until.holds(() -> !third.isAlive());
    assertThat(count("rolled")).isEqualTo(all);
  }

  private static void rollOver() {
    JsonNode answer = elasticsearch.ask("POST", "/" + STREAM + "/_rollover", "");
    assertThat(answer.path("rolled_over").asBoolean()).as(answer.toString()).isTrue();
  }

  private static int write(PodLog log, int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      text.append("2026-11-20T21:17:03.%09dZ stdout F line %d\n".formatted(i, i));
    }
    log.raw(text.toString());
    return from + count;
  }

  private static long count(String pod) {
    return elasticsearch.count(STREAM, "kubernetes.pod.name:" + pod);
  }

  private static long distinctOffsets(String pod) {
    JsonNode answer =
        elasticsearch.ask(
            "POST",
            "/" + STREAM + "/_search",
            """
            {"size": 0, "query": {"term": {"kubernetes.pod.name": "%s"}},
             "aggs": {"n": {"terms": {"field": "log.offset", "size": 60000}}}}
            """
                .formatted(pod));
    return answer.at("/aggregations/n/buckets").size();
  }

  private Process shipper() throws IOException {
    return ShipperProcess.start(root, elasticsearch.host());
  }
}
