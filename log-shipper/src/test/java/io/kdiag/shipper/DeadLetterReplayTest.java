package io.kdiag.shipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a fake Elasticsearch that has been mended since, or not yet. */
class DeadLetterReplayTest {
  @TempDir Path root;

  private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
  private LogShipperConfiguration configuration;
  private Path letters;

  @BeforeEach
  void refuseThree() throws IOException {
    configuration = Settings.of(Map.of("hosts", List.of(elasticsearch.host())));
    letters = root.resolve("var/lib/kdiag/log-shipper/dead-letters.ndjson");
    PodLog log = new PodLog(root, "web-0");
    log.lines(List.of("good", "bad one", "bad \u00e9", "worse"));
    elasticsearch.items =
        (id, document) -> document.path("message").asText().equals("good") ? 201 : 400;
    CollectorRegistry registry = new CollectorRegistry();
    try (LogShipper shipper =
        new LogShipper(configuration, new HostRoot(root), "n1", registry, null)) {
      shipper.start();
      Until.holds(
          () ->
              Double.valueOf(3)
                  .equals(registry.getSampleValue("kdiag_log_shipper_dead_letters_total")));
    }
  }

  @AfterEach
  void stop() {
    elasticsearch.close();
  }

  @Test
  void takesWhatIsTakenNowAndKeepsWhatIsNot() throws IOException {
    elasticsearch.items =
        (id, document) -> document.path("message").asText().equals("worse") ? 400 : 201;
    assertThat(DeadLetterReplay.run(configuration, new HostRoot(root)))
        .isEqualTo("dead letters: 2 taken, 1 refused again");
    assertThat(elasticsearch.messages()).containsExactly("bad one", "bad \u00e9", "good");
    assertThat(Files.readAllLines(letters)).hasSize(1).allMatch(line -> line.contains("worse"));
    elasticsearch.items = (id, document) -> 201;
    assertThat(DeadLetterReplay.run(configuration, new HostRoot(root)))
        .isEqualTo("dead letters: 1 taken, 0 refused again");
    assertThat(Files.exists(letters)).isFalse();
    assertThat(DeadLetterReplay.run(configuration, new HostRoot(root)))
        .isEqualTo("dead letters: 0 taken, 0 refused again");
  }

  @Test
  void losesNoneWhenElasticsearchDoesNotAnswer() throws IOException {
    elasticsearch.goAway();
    assertThatThrownBy(() -> DeadLetterReplay.run(configuration, new HostRoot(root)))
        .isInstanceOf(IOException.class);
    elasticsearch.comeBack();
    elasticsearch.items = (id, document) -> 201;
    assertThat(DeadLetterReplay.run(configuration, new HostRoot(root)))
        .isEqualTo("dead letters: 3 taken, 0 refused again");
    assertThat(elasticsearch.documents).hasSize(4);
  }
}
