package io.kdiag.collector.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client against a server that answers as told. */
final class InfluxSinkTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> answers = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T21:00:00Z");
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
  void writesToTheOldPathWithDatabaseAndPolicy() {
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(requests)
        .containsExactly(
            "POST /write?precision=ms&db=k8s&rp=week Basic dTpw cpu,pod_name=a usage=1i 1000");
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
    assertThat(value("kdiag_collector_influxdb_up")).isEqualTo(1);
  }

  @Test
  void writesToTheNewPathWithBucketAndToken() {
    try (InfluxSink sink = sink(2, 2)) {
      sink.offer(batch("a"));
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("POST /api/v2/write?")
        .contains("org=ops", "bucket=k8s", "precision=ms", "Token secret");
  }

  @Test
  void createsADatabaseThatIsMissing() {
    answers.addAll(List.of(404, 200, 204));
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1)).startsWith("POST /query").contains("CREATE");
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
  }

  @Test
  void keepsWhatAnOverloadedServerHasNotTaken() {
    answers.addAll(List.of(503, 204));
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      assertThat(sink.writeOldest()).isFalse();
      assertThat(value("kdiag_collector_influxdb_up")).isZero();
      assertThat(value("kdiag_collector_influxdb_queue_batches")).isEqualTo(1);
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(requests).hasSize(2).allMatch(request -> request.contains("pod_name=a"));
    assertThat(value("kdiag_collector_influxdb_queue_batches")).isZero();
  }

  @Test
  void dropsWhatTheServerRefusesAndGoesOn() {
    answers.addAll(List.of(400, 204));
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      sink.offer(batch("b"));
      assertThat(sink.writeOldest()).isTrue();
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(dropped("refused")).isEqualTo(1);
    assertThat(value("kdiag_collector_influxdb_points_written_total")).isEqualTo(1);
    assertThat(complaints).singleElement().asString().contains("status 400");
  }

  @Test
  void dropsTheOldestWhereTheQueueIsFull() {
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      sink.offer(batch("b"));
      sink.offer(batch("c"));
      assertThat(sink.writeOldest()).isTrue();
    }
    assertThat(dropped("queue_full")).isEqualTo(1);
    assertThat(requests).singleElement().asString().contains("pod_name=b");
  }

  @Test
  void saysSinceWhenAServerIsAwayAndForgetsItOnceItAnswers() {
    answers.addAll(List.of(500, 500, 204));
    try (InfluxSink sink = sink(1, 2)) {
      sink.offer(batch("a"));
      assertThat(sink.writeOldest()).isFalse();
      assertThat(sink.failingFor(Duration.ofMinutes(1))).isNull();
      now = now.plusSeconds(61);
      assertThat(sink.writeOldest()).isFalse();
      assertThat(sink.failingFor(Duration.ofMinutes(1)))
          .startsWith("no write since 2026-11-20T21:00:00Z: status 500");
      assertThat(sink.writeOldest()).isTrue();
      assertThat(sink.failingFor(Duration.ofMinutes(1))).isNull();
    }
  }

  @Test
  void keepsTheBatchWhereNobodyListens() {
    InfluxSink sink = sink(1, 2);
    server().stop(0);
    sink.offer(batch("a"));
    assertThat(sink.writeOldest()).isFalse();
    sink.close();
    assertThat(value("kdiag_collector_influxdb_queue_batches")).isEqualTo(1);
  }

  @Test
  void pushesWhatWaitsWhenItIsClosed() {
    InfluxSink sink = sink(1, 10);
    sink.offer(batch("a"));
    sink.offer(batch("b"));
    sink.start();
    sink.close();
    assertThat(requests).hasSize(2);
  }

  private InfluxSink sink(int api, int most) {
    String url = "http://127.0.0.1:" + server().getAddress().getPort();
    InfluxClient.Target target =
        new InfluxClient.Target(url, api, "k8s", "week", "ops", "u", "p", "secret");
    return new InfluxSink(
        new InfluxClient(target),
        most,
        registry,
        () -> now,
        (message, fields) -> complaints.add(message + " " + fields));
  }

  private static List<Point> batch(String pod) {
    return List.of(
        Point.measurement("cpu")
            .addTag("pod_name", pod)
            .addField("usage", 1)
            .time(1_000, WritePrecision.MS));
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
