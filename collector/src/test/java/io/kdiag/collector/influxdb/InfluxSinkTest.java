package io.kdiag.collector.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client against a server that answers as told. */
final class InfluxSinkTest {
  private static final InfluxSettings.Access ACCESS =
      new InfluxSettings.Access("u", "p", null, "secret", null, null);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> answers = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T21:00:00Z");
  @TempDir Path directory;
  private @Nullable HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = started;
  }

  @AfterEach
  void stopServer() {
    server().stop(0);
  }

  @Test
  void writesToTheOldPathWithDatabaseAndPolicy() throws IOException {
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
    }
    assertThat(requests)
        .containsExactly(
            "POST /write?precision=ms&db=k8s&rp=week Basic dTpw cpu,pod_name=a usage=1i 1000");
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
    assertThat(value("kdiag_collector_influxdb_up")).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void writesToTheNewPathWithBucketAndToken() throws IOException {
    try (InfluxSink sink = sink(2)) {
      sink.offer(batch("a"));
      sink.step();
    }
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("POST /api/v2/write?")
        .contains("org=ops", "bucket=k8s", "precision=ms", "Token secret");
  }

  @Test
  void readsATokenAnewForEachWrite() throws IOException {
    Path token = directory.resolve("token");
    Files.writeString(token, "first\n");
    InfluxSettings.Access access =
        new InfluxSettings.Access(null, null, null, null, token.toString(), null);
    try (InfluxSink sink = sink(2, access, 1 << 20)) {
      sink.offer(batch("a"));
      sink.step();
      Files.writeString(token, "second\n");
      sink.offer(batch("b"));
      sink.step();
    }
    assertThat(requests.get(0)).contains(" Token first ");
    assertThat(requests.get(1)).contains(" Token second ");
  }

  @Test
  void createsADatabaseThatIsMissing() throws IOException {
    answers.addAll(List.of(404, 200, 204));
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
    }
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1)).startsWith("POST /query").contains("CREATE");
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
  }

  @Test
  void keepsOnDiskWhatAnOverloadedServerHasNotTaken() throws IOException {
    answers.addAll(List.of(503, 204, 204));
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
      assertThat(value("kdiag_collector_influxdb_up")).isZero();
      assertThat(value("kdiag_collector_influxdb_queue_batches")).isEqualTo(1);
      assertThat(files()).hasSize(1);
      sink.offer(batch("b"));
      sink.step();
      assertThat(requests).as("it pauses").hasSize(1);
      now = now.plusSeconds(2);
      sink.step();
      sink.step();
    }
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1)).contains("pod_name=a");
    assertThat(requests.get(2)).contains("pod_name=b");
    assertThat(value("kdiag_collector_influxdb_queue_batches")).isZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void goesOnAfterARestartWithWhatWaits() throws IOException {
    answers.add(503);
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
      sink.offer(batch("b"));
    }
    registry.clear();
    try (InfluxSink sink = sink(1)) {
      assertThat(value("kdiag_collector_influxdb_queue_points")).isEqualTo(2);
      sink.step();
      sink.step();
      assertThat(requests.get(1)).contains("pod_name=a");
      assertThat(requests.get(2)).contains("pod_name=b");
      assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(2);
    }
  }

  @Test
  void dropsWhatTheServerRefusesAndGoesOn() throws IOException {
    answers.addAll(List.of(400, 204));
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.offer(batch("b"));
      sink.step();
    }
    assertThat(dropped("refused")).isEqualTo(1);
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
    assertThat(complaints).singleElement().asString().contains("status 400");
  }

  @Test
  void dropsTheOldestWhereTheQueueIsFull() throws IOException {
    answers.add(503);
    try (InfluxSink sink = sink(1, ACCESS, 200)) {
      for (String pod : List.of("a", "b", "c", "d", "e", "f")) {
        sink.offer(batch(pod));
        sink.step();
      }
      double waiting = value("kdiag_collector_influxdb_queue_points");
      assertThat(waiting).isBetween(1.0, 5.0);
      assertThat(dropped("queue_full")).isEqualTo(6 - waiting);
      now = now.plusSeconds(2);
      for (int i = 0; i < waiting; i++) {
        sink.step();
      }
      assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(waiting);
      assertThat(requests.getLast()).contains("pod_name=f");
    }
  }

  @Test
  void dropsWhatIsTooOld() throws IOException {
    answers.add(503);
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
      now = now.plus(Duration.ofHours(2));
      sink.step();
      assertThat(dropped("too_old")).isEqualTo(1);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void countsWhatIsDamagedOnDiskAndGoesOn() throws IOException {
    answers.add(503);
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.offer(batch("b"));
      sink.step();
      Files.writeString(files().getFirst(), "no gzip");
      now = now.plusSeconds(2);
      sink.step();
      sink.step();
      assertThat(dropped("disk")).isEqualTo(1);
      assertThat(requests.getLast()).contains("pod_name=b");
    }
  }

  @Test
  void saysSinceWhenAServerIsAwayAndForgetsItOnceItAnswers() throws IOException {
    answers.addAll(List.of(500, 500, 204));
    try (InfluxSink sink = sink(1)) {
      sink.offer(batch("a"));
      sink.step();
      assertThat(sink.failingFor(Duration.ofMinutes(1))).isNull();
      now = now.plusSeconds(61);
      sink.step();
      assertThat(sink.failingFor(Duration.ofMinutes(1)))
          .startsWith("no write since 2026-11-20T21:00:00Z: status 500");
      now = now.plusSeconds(61);
      sink.step();
      assertThat(sink.failingFor(Duration.ofMinutes(1))).isNull();
    }
  }

  @Test
  void keepsTheBatchWhereNobodyListens() throws IOException {
    InfluxSink sink = sink(1);
    server().stop(0);
    sink.offer(batch("a"));
    sink.step();
    sink.close();
    assertThat(value("kdiag_collector_influxdb_queue_batches")).isEqualTo(1);
    assertThat(files()).hasSize(1);
  }

  @Test
  void pushesWhatWaitsWhenItIsClosed() throws IOException {
    InfluxSink sink = sink(1);
    sink.offer(batch("a"));
    sink.offer(batch("b"));
    sink.start();
    sink.close();
    assertThat(requests).hasSize(2);
  }

  @Test
  void trustsTheCertificatesThatItIsGivenAndSaysWhereItCannot() throws IOException {
    Path none = directory.resolve("ca.crt");
    Files.writeString(none, "");
    InfluxSettings.Access access =
        new InfluxSettings.Access(null, null, null, null, null, none.toString());
    assertThatThrownBy(() -> sink(1, access, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca.crt");
  }

  private InfluxSink sink(int api) throws IOException {
    return sink(api, ACCESS, 1 << 20);
  }

  private InfluxSink sink(int api, InfluxSettings.Access access, long bytes) throws IOException {
    String url = "http://127.0.0.1:" + server().getAddress().getPort();
    return new InfluxSink(
        new InfluxClient(new InfluxSettings.Target(url, api, "k8s", "week", "ops"), access),
        DiskQueue.open(directory.resolve("queue"), bytes, Duration.ofHours(1)),
        registry,
        () -> now,
        (message, fields) -> complaints.add(message + " " + fields));
  }

  private Batch batch(String pod) {
    return new Batch("cpu,pod_name=" + pod + " usage=1i 1000", 1, now.toEpochMilli());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("queue"))) {
      return all.sorted().toList();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization")
              + " "
              + body(exchange));
      Integer status = answers.poll();
      exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in = exchange.getRequestBody();
        InputStream plain = gzip ? new GZIPInputStream(in) : in) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpServer server() {
    HttpServer started = server;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  private double value(String name) {
    return registry.getSampleValue(name);
  }

  private double dropped(String reason) {
    return registry.getSampleValue(
        "kdiag_collector_influxdb_points_dropped_total",
        new String[] {"reason"},
        new String[] {reason});
  }
}
