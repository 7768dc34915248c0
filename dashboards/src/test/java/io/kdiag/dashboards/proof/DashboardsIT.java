package io.kdiag.dashboards.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.dashboards.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs each panel's query and each rule that is checked in by a real Prometheus, InfluxDB and
 * Elasticsearch, which the real node agent fills from a real cluster while pods suffer there.
 * Leaves the table of what was checked in {@code target/proof/checked.md}, and the answers beside
 * it for the pictures. {@code -Dkdiag.dashboards.seconds=600} makes it longer.
 */
final class DashboardsIT {
  private static final long SECONDS = Long.getLong("kdiag.dashboards.seconds", 75);
  private static final Path PROOF = Programs.HOME.resolve("target/proof").toAbsolutePath();
  private static final List<Checked> CHECKED = new ArrayList<>();

  private static RunningNode running;
  private static Asked asked;
  private static List<Choice> choices;

  @BeforeAll
  static void fillTheBackends() throws IOException {
    assumeThat(Files.isWritable(RunningNode.KERNEL_LOG)).as("root, for the kernel's log").isTrue();
    assumeThat(System.getenv("KUBECONFIG")).as("a cluster that KUBECONFIG names").isNotNull();
    assumeThat(Backends.JAR).as("mvn package -pl deploy -am").exists();
    Files.createDirectories(PROOF);
    running = new RunningNode(PROOF);
    Instant start = Instant.now();
    running.suffer(Duration.ofSeconds(SECONDS));
    long to = Instant.now().getEpochSecond();
    asked = new Asked(running.backends, start.getEpochSecond(), to);
    long seconds = to - start.getEpochSecond();
    choices =
        List.of(
            Choice.of("this node", Backends.NODE, Pods.NAMESPACE, Pods.CART, seconds),
            Choice.of("the recorded node", RecordedNode.NAME, "shop", "cart-0", seconds));
  }

  @AfterAll
  static void stop() throws IOException {
    if (running != null) {
      running.close();
      Files.writeString(PROOF.resolve("checked.md"), Checked.table(CHECKED));
    }
  }

  @Test
  void eachPanelHasDataWithTheLabelsItShows() throws IOException {
    List<Checked> checked = new ArrayList<>();
    for (Path file : files("grafana/dashboards", ".json")) {
      JsonNode dashboard = Http.JSON.readTree(file.toFile());
      Panels panels = new Panels(asked, choices, dashboard);
      checked.addAll(panels.check());
      Picture.of(panels.page()).write(PROOF, running.scratch, dashboard.path("uid").asText());
    }
    report(checked);
  }

  @Test
  void eachRuleIsEvaluatedAndTheSeriesItAsksForAreThere() throws IOException {
    report(new RulesRun(running.backends, asked).check());
  }

  /** Heapster's first fault: its sums grew with the interval. */
  @Test
  void zoomingOutOfInfluxDbDoesNotChangeTheSums() throws IOException {
    double near = mean(asked.influxdb(clusterMemory("10s")));
    double far = mean(asked.influxdb(clusterMemory("60s")));
    double heapsters = mean(asked.influxdb(clusterMemory("60s").replaceFirst("mean\\(", "sum(")));
    assertThat(far / near).isBetween(0.8, 1.25);
    assertThat(heapsters / near).as("Heapster's own").isGreaterThan(3);
  }

  /** Heapster's second fault: a pattern without anchors also takes longer names. */
  @Test
  void theNameOfANamespaceIsTakenWhole() throws IOException {
    JsonNode dashboard = dashboard("kdiag-influxdb-pods");
    JsonNode target = dashboard.at("/panels/1/targets/0");
    Choice part = Choice.of("part", "", Pods.NAMESPACE.substring(4), Pods.CART, 60);
    assertThat(asked.answer(target, dashboard, choices.getFirst())).isNotEmpty();
    assertThat(asked.answer(target, dashboard, part)).isEmpty();
  }

  private static String clusterMemory(String interval) throws IOException {
    JsonNode dashboard = dashboard("kdiag-influxdb-cluster");
    String query = dashboard.at("/panels/2/targets/0/query").asText();
    return choices.getFirst().into(query.replace("$__interval", interval), dashboard);
  }

  private static double mean(List<Series> series) {
    return series.getFirst().points().stream()
        .map(Series.Point::value)
        .filter(value -> value != null)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static JsonNode dashboard(String uid) throws IOException {
    return Http.JSON.readTree(
        Programs.HOME.resolve("grafana/dashboards/" + uid + ".json").toFile());
  }

  private static void report(List<Checked> checked) {
    CHECKED.addAll(checked);
    System.out.println(Checked.table(checked));
    assertThat(checked).filteredOn(each -> each.verdict() == Checked.Verdict.WRONG).isEmpty();
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> found = Files.list(Programs.HOME.resolve(folder))) {
      return found.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
