package io.kdiag.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final Map<String, Object> settings = new HashMap<>();
  private Instant now = Fixtures.TIME;
  @TempDir Path directory;

  @Test
  void isNotReadyBeforeItsFirstSampleNorOnceItStandsStill() {
    try (Collector collector = collector(Fixtures.V1)) {
      assertThat(collector.notReady()).containsExactly("collector: no sample yet");
      collector.tick();
      assertThat(collector.notReady()).isEmpty();
      now = now.plusSeconds(31);
      assertThat(collector.notReady()).containsExactly("collector: the last sample is 31 s old");
    }
  }

  @Test
  void isNotReadyWithoutCgroups() {
    try (Collector collector = collector(new HostRoot(directory))) {
      collector.tick();
      assertThat(collector.notReady())
          .singleElement()
          .asString()
          .startsWith("collector: no cgroups: Absent");
    }
  }

  @Test
  void countsItsTicksAndWhatTheyRead() {
    try (Collector collector = collector(Fixtures.V1)) {
      collector.tick();
      collector.tick();
    }
    assertThat(value("kdiag_collector_tick_seconds_count")).isEqualTo(2);
    assertThat(value("kdiag_collector_cgroups_read")).isEqualTo(8);
    assertThat(value("kdiag_collector_tick_failures_total")).isZero();
  }

  @Test
  void countsASourceThatIsDamagedAndServesTheRest() throws IOException {
    Files.createDirectories(directory.resolve("proc"));
    Files.writeString(directory.resolve("proc/meminfo"), "MemTotal: many kB\n");
    Files.writeString(directory.resolve("proc/loadavg"), "0.13 0.20 0.18 2/345 12345\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Collector collector = collector(new HostRoot(directory))) {
      collector.tick();
      collector.writeMetrics(out, false);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("node_load1 0.13")
        .doesNotContain("node_memory");
    assertThat(
            registry.getSampleValue(
                "kdiag_collector_source_failures_total",
                new String[] {"source", "reason"},
                new String[] {"memory", "malformed"}))
        .isEqualTo(1);
  }

  @Test
  void servesTheContainersTheNodeAndTheSample() throws IOException, InterruptedException {
    try (Collector collector = collector(Fixtures.V1)) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      collector.endpoints().forEach(server::createContext);
      server.start();
      try {
        assertThat(get(server, "GET", "/metrics/cadvisor").statusCode()).isEqualTo(503);
        collector.tick();
        HttpResponse<String> containers = get(server, "GET", "/metrics/cadvisor");
        assertThat(containers.headers().firstValue("Content-Type"))
            .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(containers.body())
            .contains("container_cpu_usage_seconds_total{container=\"loop\",cpu=\"total\",")
            .doesNotContain("node_");
        assertThat(get(server, "GET", "/metrics/node").body())
            .contains("node_load1 ")
            .doesNotContain("container_");
        assertThat(get(server, "POST", "/metrics/node").statusCode()).isEqualTo(405);
        assertThat(get(server, "HEAD", "/metrics/node").body()).isEmpty();
        isSample(get(server, "GET", "/api/v1/sample").body());
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void servesOpenMetricsAndGzipToWhoAsksForThem() throws IOException, InterruptedException {
    try (Collector collector = collector(Fixtures.V1)) {
      collector.tick();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      collector.endpoints().forEach(server::createContext);
      server.start();
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request =
            HttpRequest.newBuilder(uri(server, "/metrics/node"))
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<InputStream> response =
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
            .startsWith("application/openmetrics-text");
        String body =
            new String(new GZIPInputStream(response.body()).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(body).contains("# TYPE node_forks counter\n").endsWith("\n# EOF\n");
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void givesSamplesTheTimeOfTheTickWhereToldTo() throws IOException {
    settings.put("collector.timestamps", "true");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Collector collector = collector(Fixtures.V1)) {
      collector.tick();
      collector.writeMetrics(out, false);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\nnode_load1 2.99 " + Fixtures.TIME.toEpochMilli() + "\n");
  }

  @Test
  void leavesOutFamiliesThatAreOff() throws IOException {
    settings.put("collector.families-off", "node-load,container-cpu");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Collector collector = collector(Fixtures.V1)) {
      collector.tick();
      collector.writeMetrics(out, false);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .doesNotContain("node_load1 ", "container_cpu_usage_seconds_total{")
        .contains("container_memory_usage_bytes{", "node_boot_time_seconds ");
  }

  @Test
  void leavesOutWholeCgroupsBeyondTheLimitOfSeriesAndCountsTheirSeries() throws IOException {
    long all = series();
    settings.put("collector.series-limit", String.valueOf(all - 1));
    registry.clear();
    long kept = series();
    assertThat(kept).isLessThan(all);
    assertThat(
            registry.getSampleValue(
                "kdiag_collector_series_dropped",
                new String[] {"reason"},
                new String[] {"series_limit"}))
        .isEqualTo((double) (all - kept));
  }

  private long series() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Collector collector = collector(Fixtures.V1)) {
      collector.tick();
      collector.writeMetrics(out, false);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("container=\"loop\"");
    return text.lines().filter(line -> !line.startsWith("#")).count();
  }

  private static URI uri(HttpServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void isSample(String body) {
    JsonObject json = JsonParser.parseString(body).getAsJsonObject();
    assertThat(json.get("kind").getAsString()).isEqualTo("NodeSample");
    assertThat(json.get("time").getAsString()).isEqualTo("2026-11-20T23:56:00Z");
    assertThat(json.get("node").getAsString()).isEqualTo("n1");
    assertThat(json.getAsJsonArray("cgroups")).hasSize(8);
    assertThat(body).contains("\"container\":\"loop\"").doesNotContain("null");
  }

  private static HttpResponse<String> get(HttpServer server, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private Collector collector(HostRoot root) {
    return new Collector(Configurations.of(settings), root, "n1", registry, null, () -> now);
  }

  private double value(String name) {
    return registry.getSampleValue(name);
  }
}
