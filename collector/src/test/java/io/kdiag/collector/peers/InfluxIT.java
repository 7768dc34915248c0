package io.kdiag.collector.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kdiag.collector.RunningCollector;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The push to real servers, Debian's InfluxDB 1.6 and VictoriaMetrics: the numbers in Heapster's
 * layout are those of {@code /metrics}, an outage loses nothing, and of one that lasts longer than
 * the queue holds the loss is counted exactly. {@code -Dkdiag.outage.seconds=120} makes the outage
 * that long (12 otherwise).
 */
final class InfluxIT {
  private static final Path INFLUXD = Path.of("/usr/bin/influxd");
  private static final Path VICTORIA = Path.of("/usr/bin/victoria-metrics");
  private static final int OUTAGE = Integer.getInteger("kdiag.outage.seconds", 12);
  private static final String WRITTEN = "kdiag_collector_influxdb_points_written_total";
  private static final String DROPPED = "kdiag_collector_influxdb_points_dropped_total";
  private static final String WAITING = "kdiag_collector_influxdb_queue_points";

  @TempDir Path directory;

  @Test
  void hasTheNumbersOfMetricsInHeapstersLayout() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(INFLUXD), "Debian package influxdb");
    int port = Running.freePort();
    Process server = influxd(port);
    try (RunningCollector collector =
        collector(port, Map.of("collector.influxdb-layout", "values"))) {
      awaitWritten(collector, 2);
      Exposed ours = Exposed.parse(Running.get(collector.url() + "/metrics"));
      double seen = value(ours, "container_last_seen", "/"); // In whole seconds, the tick's own.
      JsonArray row = null;
      for (int i = 0; i < 40 && row == null; i++) {
        TimeUnit.MILLISECONDS.sleep(250);
        row =
            row(
                port,
                "SELECT value FROM \"cpu/usage\" WHERE type='node' AND time >= "
                    + (long) seen
                    + "s AND time < "
                    + (long) (seen + 1)
                    + "s");
      }
      assertThat(there(row).get(1).getAsDouble() / 1e9)
          .isEqualTo(value(ours, "container_cpu_usage_seconds_total", "/"));
      JsonArray memory =
          row(
              port,
              "SELECT value FROM \"memory/working_set\" WHERE type='node' AND time = "
                  + there(row).get(0).getAsString()
                  + "ms");
      assertThat(there(memory).get(1).getAsDouble())
          .isEqualTo(value(ours, "container_memory_working_set_bytes", "/"));
    } finally {
      Running.end(server);
    }
  }

  @Test
  void losesNothingInAnOutage() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(INFLUXD), "Debian package influxdb");
    int port = Running.freePort();
    Process server = influxd(port);
    try (RunningCollector collector = collector(port, Map.of())) {
      awaitWritten(collector, 3);
      Running.end(server);
      TimeUnit.SECONDS.sleep(OUTAGE);
      double ticks = collector.own("kdiag_collector_tick_seconds_count");
      assertThat(ticks).as("ticks went on").isGreaterThan(OUTAGE * 0.5);
      assertThat(collector.own(WAITING)).isPositive();
      server = influxd(port);
      Running.await(
          "the queue is empty", Duration.ofSeconds(90), () -> collector.own(WAITING) == 0);
      awaitWritten(collector, 1);
      assertThat(dropped(collector)).isZero();
      // One row a tick, and the times a second apart: none is missing in the middle.
      JsonArray count = row(port, "SELECT count(usage) FROM cpu WHERE type='node'");
      double read = collector.own("kdiag_collector_tick_seconds_count");
      assertThat(there(count).get(1).getAsDouble()).isBetween(ticks, read);
    } finally {
      Running.end(server);
    }
  }

  @Test
  void countsExactlyWhatALongOutageCosts() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(INFLUXD), "Debian package influxdb");
    int port = Running.freePort();
    Process server = influxd(port);
    try (RunningCollector collector =
        collector(port, Map.of("collector.influxdb-queue-age", "3s"))) {
      awaitWritten(collector, 2);
      server.destroyForcibly().waitFor();
      Running.await("points are dropped", Duration.ofSeconds(60), () -> dropped(collector) > 0);
      server = influxd(port);
      Running.await(
          "the queue is empty", Duration.ofSeconds(90), () -> collector.own(WAITING) == 0);
      awaitWritten(collector, 2);
      collector.stop(); // No tick comes between the two countings.
      double written = collector.own(WRITTEN);
      assertThat(stored(port)).as("points in the database").isEqualTo(written);
      assertThat(dropped(collector)).isPositive();
      System.out.println(
          "written and stored " + (long) written + " points, dropped " + (long) dropped(collector));
    } finally {
      Running.end(server);
    }
  }

  @Test
  void writesToTheNewPathOfVictoriaMetrics() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(VICTORIA), "Debian package victoria-metrics");
    int port = Running.freePort();
    String url = "http://127.0.0.1:" + port;
    Process server =
        Running.start(
            directory.resolve("victoria.log"),
            VICTORIA.toString(),
            "-httpListenAddr=127.0.0.1:" + port,
            "-storageDataPath=" + directory.resolve("victoria"),
            "-retentionPeriod=1d",
            "-search.latencyOffset=0s");
    try {
      Running.await(
          "VictoriaMetrics", Duration.ofSeconds(60), () -> Running.answers(url + "/health"));
      try (RunningCollector collector =
          collector(
              port, Map.of("collector.influxdb-api", "2", "collector.influxdb-token", "any"))) {
        awaitWritten(collector, 2);
        Running.get(url + "/internal/force_flush");
        String query = URLEncoder.encode("cpu_usage{type=\"node\"}", StandardCharsets.UTF_8);
        JsonObject answer =
            JsonParser.parseString(Running.get(url + "/api/v1/query?query=" + query))
                .getAsJsonObject();
        JsonArray results = answer.getAsJsonObject("data").getAsJsonArray("result");
        assertThat(results).hasSize(1);
        JsonElement value = results.get(0).getAsJsonObject().getAsJsonArray("value").get(1);
        assertThat(value.getAsDouble()).isPositive();
        assertThat(dropped(collector)).isZero();
      }
    } finally {
      Running.end(server);
    }
  }

  private static JsonArray there(@Nullable JsonArray row) {
    if (row == null) {
      throw new AssertionError("the database has no such row");
    }
    return row;
  }

  private Process influxd(int port) throws IOException, InterruptedException {
    Path config = directory.resolve("influxdb.conf");
    Path data = directory.resolve("influx");
    Files.writeString(
        config,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s/meta"
        [data]
          dir = "%s/data"
          wal-dir = "%s/wal"
        [http]
          bind-address = "127.0.0.1:%d"
          log-enabled = false
        """
            .formatted(Running.freePort(), data, data, data, port));
    Process server =
        Running.start(
            directory.resolve("influxd.log"),
            INFLUXD.toString(),
            "run",
            "-config",
            config.toString());
    String ping = "http://127.0.0.1:" + port + "/ping";
    Running.await("InfluxDB", Duration.ofSeconds(60), () -> Running.answers(ping));
    return server;
  }

  private RunningCollector collector(int port, Map<String, Object> more) throws IOException {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("collector.interval", "1s");
    settings.put("collector.influxdb-url", "http://127.0.0.1:" + port);
    settings.put("collector.influxdb-queue-directory", directory.resolve("queue").toString());
    return RunningCollector.start("n1", settings, null);
  }

  /** Waits for so many more ticks to be written. */
  private static void awaitWritten(RunningCollector collector, int ticks)
      throws InterruptedException {
    for (int i = 0; i < ticks; i++) {
      double before = collector.own(WRITTEN);
      Running.await(
          "a tick is written", Duration.ofSeconds(60), () -> collector.own(WRITTEN) > before);
    }
  }

  private static double dropped(RunningCollector collector) {
    double all = 0;
    for (String reason : new String[] {"busy", "disk", "queue_full", "refused", "too_old"}) {
      all += collector.own(DROPPED, "reason", reason);
    }
    return all;
  }

  private static double value(Exposed exposed, String family, String id) {
    return exposed.values().entrySet().stream()
        .filter(each -> each.getKey().family().equals(family))
        .filter(each -> each.getKey().label("id").equals(id))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /**
   * How many points there are: of each measurement the most that one of its fields has, by series.
   */
  private static double stored(int port) throws IOException, InterruptedException {
    double points = 0;
    JsonObject answer = query(port, "SELECT count(*) FROM /.*/ GROUP BY *");
    for (JsonElement series : answer.getAsJsonArray("series")) {
      JsonArray counts = series.getAsJsonObject().getAsJsonArray("values").get(0).getAsJsonArray();
      double most = 0;
      for (int i = 1; i < counts.size(); i++) {
        most = Math.max(most, counts.get(i).isJsonNull() ? 0 : counts.get(i).getAsDouble());
      }
      points += most;
    }
    return points;
  }

  private static @Nullable JsonArray row(int port, String select)
      throws IOException, InterruptedException {
    JsonObject result = query(port, select);
    if (!result.has("series")) {
      return null;
    }
    return result
        .getAsJsonArray("series")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("values")
        .get(0)
        .getAsJsonArray();
  }

  private static JsonObject query(int port, String select)
      throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(select, StandardCharsets.UTF_8);
    String body = Running.get("http://127.0.0.1:" + port + "/query?db=k8s&epoch=ms&q=" + encoded);
    return JsonParser.parseString(body)
        .getAsJsonObject()
        .getAsJsonArray("results")
        .get(0)
        .getAsJsonObject();
  }
}
