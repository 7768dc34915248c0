package io.kdiag.shipper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.host.HostRoot;
import io.kdiag.shipper.pods.FakeApiServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the documents, from files and an API server to a fake Elasticsearch. */
class DocumentsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String POD =
      """
      {"metadata":{"uid":"uid-web-0","labels":{"app":"web","app.kubernetes.io/name":"x"},
        "annotations":{%s},"ownerReferences":[{"kind":"StatefulSet","name":"web"}]},
       "spec":{"containers":[{"name":"main","image":"web:1"}]}}
      """;

  @TempDir Path root;

  private final FakeElasticsearch elasticsearch = new FakeElasticsearch();

  @AfterEach
  void stop() {
    elasticsearch.close();
  }

  @Test
  void areCompletedByThePodsUid() throws IOException {
    new PodLog(root, "web-0").line("2026-11-20 ERROR no");
    JsonNode document = ship(POD.formatted(""), Map.of(), 1).getFirst();
    assertThat(document.at("/kubernetes/labels/app").asText()).isEqualTo("web");
    assertThat(document.path("kubernetes").path("labels").path("app.kubernetes.io/name").asText())
        .isEqualTo("x");
    assertThat(document.at("/kubernetes/owner/kind").asText()).isEqualTo("StatefulSet");
    assertThat(document.at("/kubernetes/owner/name").asText()).isEqualTo("web");
    assertThat(document.at("/container/image/name").asText()).isEqualTo("web:1");
    assertThat(document.at("/container/id").asText()).isEqualTo(PodLog.CONTAINER_ID);
    assertThat(document.at("/log/level").asText()).isEqualTo("error");
  }

  @Test
  void areCompleteFromThePathAloneWhenTheApiServerIsDown() throws IOException {
    new PodLog(root, "web-0").line("x");
    FakeApiServer down = new FakeApiServer("");
    down.close();
    JsonNode document = ship(down, Map.of("metadataWait", Duration.ofMillis(50)), 1).getFirst();
    assertThat(document.at("/kubernetes/pod/name").asText()).isEqualTo("web-0");
    assertThat(document.at("/kubernetes/labels").isMissingNode()).isTrue();
  }

  @Test
  void leaveOutWhatAnAnnotationExcludes() throws IOException {
    new PodLog(root, "web-0").line("secret");
    new PodLog(root, "web-1").line("shown");
    String excluded = POD.formatted("\"kdiag.io/logs-exclude\":\"main\"");
    String other = POD.formatted("").replace("uid-web-0", "uid-web-1");
    List<JsonNode> documents = ship(excluded + "," + other, Map.of(), 1);
    assertThat(documents.getFirst().path("message").asText()).isEqualTo("shown");
    assertThat(elasticsearch.messages()).containsExactly("shown");
  }

  @Test
  void holdATraceOfEachStreamThoughTheyInterleaveAndRotate() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("stdout", "F", "java.lang.IllegalStateException: one");
    log.line("stderr", "F", "panic: two");
    log.line("stdout", "F", "\tat a.B.c(B.java:1)");
    log.rotate();
    log.line("stderr", "F", "");
    log.line("stderr", "F", "goroutine 1 [running]:");
    log.line("stdout", "P", "\tat d.");
    log.line("stdout", "F", "E.f(E.java:2)");
    log.line("stderr", "F", "main.main()");
    log.line("stdout", "F", "next");
    log.line("stderr", "F", "other");
    ship(POD.formatted(""), Map.of(), 4);
    assertThat(elasticsearch.messages())
        .containsExactly(
            "java.lang.IllegalStateException: one\n\tat a.B.c(B.java:1)\n\tat d.E.f(E.java:2)",
            "next",
            "other",
            "panic: two\n\ngoroutine 1 [running]:\nmain.main()");
  }

  @Test
  void endATraceThatNothingFollowsAndReplayItAsTheSameRecord() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line("first");
    log.line("Error: no");
    log.line("    at x (y.js:1:1)");
    Map<String, Object> settings = Map.of("recordWait", Duration.ofMillis(50));
    ship(POD.formatted(""), settings, 2);
    // The next one has not been acknowledged when the shipper is killed, and goes on meanwhile.
    Path checkpoint = root.resolve("var/lib/kdiag/log-shipper/checkpoint.ndjson");
    log.line("Error: again");
    log.line("    at x (y.js:2:1)");
    elasticsearch.items =
        (id, document) -> document.path("message").asText().contains("again") ? 429 : 201;
    byte[][] saved = new byte[1][];
    try (FakeApiServer server = new FakeApiServer(POD.formatted(""));
        LogShipper shipper = shipper(server, settings)) {
      shipper.start();
      Until.holds(() -> cuts(checkpoint) > 0);
      saved[0] = Files.readAllBytes(checkpoint);
      elasticsearch.items = (id, document) -> 201;
      Until.holds(() -> elasticsearch.documents.size() == 3);
    }
    Files.write(checkpoint, saved[0]);
    log.line("    at late (z.js:1:1)");
    ship(POD.formatted(""), settings, 4);
    assertThat(elasticsearch.messages())
        .containsExactly(
            "    at late (z.js:1:1)",
            "Error: again\n    at x (y.js:2:1)",
            "Error: no\n    at x (y.js:1:1)",
            "first");
    assertThat(elasticsearch.conflicts).hasValue(1);
  }

  private static int cuts(Path checkpoint) {
    try {
      return Files.exists(checkpoint)
          ? MAPPER.readTree(Files.readString(checkpoint)).path("cuts").size()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void areParsedFromJsonOnRequest() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.line(
        "{\"level\":\"warn\",\"msg\":\"slow \\\"x\\\"\",\"ms\":120,\"http\":{\"path\":\"/\"}}");
    log.line("{\"broken\":");
    ship(POD.formatted("\"kdiag.io/logs-parser.main\":\"json\""), Map.of(), 2);
    JsonNode document = document("slow \"x\"");
    assertThat(document.at("/log/level").asText()).isEqualTo("warn");
    assertThat(document.at("/json/http/path").asText()).isEqualTo("/");
    assertThat(document.at("/json/ms").asInt()).isEqualTo(120);
    assertThat(document("{\"broken\":").has("json")).isFalse();
  }

  @Test
  void keepTheTimesOffset() throws IOException {
    PodLog log = new PodLog(root, "web-0");
    log.raw("2026-11-20T21:17:03.5-03:30 stdout F newfoundland\n");
    log.raw("2026-11-20T21:17:03+10:00 stdout F brisbane\n");
    log.raw("2026-11-20T21:17:03Z stdout F \n");
    ship(POD.formatted(""), Map.of(), 3);
    assertThat(document("newfoundland").path("@timestamp").asText())
        .isEqualTo("2026-11-20T21:17:03.5-03:30");
    assertThat(document("brisbane").path("@timestamp").asText())
        .isEqualTo("2026-11-20T21:17:03+10:00");
    assertThat(document("").path("@timestamp").asText()).isEqualTo("2026-11-20T21:17:03Z");
  }

  @Test
  void comeFromPlainFilesThroughLinksAndRotation() throws IOException {
    Path logs = Files.createDirectories(root.resolve("var/log/kube"));
    Files.writeString(
        logs.resolve("etcd.log.1"), "{\"level\":\"info\",\"ts\":\"2026-11-20T21:17:02Z\"}\n");
    Files.setLastModifiedTime(logs.resolve("etcd.log.1"), FileTime.fromMillis(1_000));
    Files.writeString(
        logs.resolve("etcd.log"), "{\"level\":\"warn\",\"ts\":\"2026-11-20T21:17:03Z\"}\n");
    Files.writeString(logs.resolve("api.log.INFO.1"), "E1120 21:17:03.000000       1 x.go:1] no\n");
    Files.createSymbolicLink(logs.resolve("api.INFO"), Path.of("api.log.INFO.1"));
    Files.createDirectories(root.resolve("var/log/pods"));
    List<String> files =
        List.of(
            "/var/log/kube/etcd.log=json",
            "/var/log/kube/*.INFO=klog",
            "/var/log/kube/api.log.*=klog");
    List<JsonNode> documents = ship("", Map.of("files", files), 3);
    assertThat(documents).hasSize(3);
    JsonNode api = document("E1120 21:17:03.000000       1 x.go:1] no");
    assertThat(api.at("/log/file/path").asText()).isEqualTo("/var/log/kube/api.log.INFO.1");
    assertThat(api.at("/log/level").asText()).isEqualTo("error");
    assertThat(api.at("/kubernetes/node/name").asText()).isEqualTo("n1");
    JsonNode etcd = document("{\"level\":\"warn\",\"ts\":\"2026-11-20T21:17:03Z\"}");
    assertThat(etcd.path("@timestamp").asText()).isEqualTo("2026-11-20T21:17:03Z");
    assertThat(elasticsearch.indices).containsOnly("logs-kdiag.system-default");
  }

  @Test
  void areExplained() throws Exception {
    PodLog log = new PodLog(root, "web-0");
    log.line("one");
    log.line("two");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (FakeApiServer api = new FakeApiServer(POD.formatted(""));
        LogShipper shipper = shipper(api, Map.of())) {
      shipper
          .endpoints()
          .forEach(
              (path, handler) ->
                  server.createContext(
                      path,
                      exchange -> {
                        try (exchange) {
                          handler.handle(exchange);
                        }
                      }));
      server.start();
      shipper.start();
      Until.holds(() -> elasticsearch.documents.size() == 2);
      Until.holds(
          () ->
              explained(server, "?pod=web-0&time=2026-11-18T11:06:40.000003Z")
                  .contains("acknowledged by"));
      JsonNode run =
          MAPPER
              .readTree(explained(server, "?pod=web-0&time=2026-11-18T11:06:40.000003Z"))
              .path("runs")
              .path(0);
      assertThat(elasticsearch.documents.get(run.at("/line/id").asText()))
          .isEqualTo(document("two"));
      assertThat(run.at("/line/file").asText()).endsWith("/main/0.log");
      assertThat(explained(server, "?pod=other")).isEqualTo("{\"pod\":\"other\",\"runs\":[]}\n");
      assertThat(explained(server, "?pod=web-0&time=yesterday")).contains("expected ?pod=NAME");
      assertThat(explained(server, "")).contains("expected ?pod=NAME");
    } finally {
      server.stop(0);
    }
  }

  private static String explained(HttpServer server, String query) {
    String address =
        "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/explain" + query;
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> ship(String pods, Map<String, Object> settings, int documents) {
    try (FakeApiServer server = new FakeApiServer(pods)) {
      return ship(server, settings, documents);
    }
  }

  private List<JsonNode> ship(FakeApiServer server, Map<String, Object> settings, int documents) {
    try (LogShipper shipper = shipper(server, settings)) {
      shipper.start();
      Until.holds(() -> elasticsearch.documents.size() >= documents);
    }
    return List.copyOf(elasticsearch.documents.values());
  }

  private LogShipper shipper(FakeApiServer server, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("hosts", List.of(elasticsearch.host()));
    return new LogShipper(
        Settings.of(all), new HostRoot(root), "n1", new CollectorRegistry(), server);
  }

  private JsonNode document(String message) {
    return elasticsearch.documents.values().stream()
        .filter(document -> document.path("message").asText().equals(message))
        .findFirst()
        .orElseThrow();
  }
}
