package io.kdiag.detector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.detector.api.NodeEvent.OnNode;
import io.kdiag.detector.api.NodeEvent.OnPod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KubernetesNodeApiTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Answer(int status, String body) {}

  private record Asked(String request, String type, String authorization, JsonNode body) {}

  private final List<Asked> asked = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private HttpServer server;
  private KubernetesNodeApi api;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    api =
        new KubernetesNodeApi(
            new ApiServerAccess(base, HttpClient.newHttpClient(), () -> "Bearer a-token"),
            "node-1");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              JSON.readTree(body)));
      Answer answer = answers.isEmpty() ? new Answer(200, "{}") : answers.remove();
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static NodeCondition condition(String type, String status) {
    return new NodeCondition(type, status, "TaskHung", "dd \"hangs\"", TIME, TIME);
  }

  private static NodeEvent event(NodeEvent.Target target) {
    return new NodeEvent("node-1.oom.1", target, "OOMKilling", "gone", true, 2, TIME, TIME);
  }

  @Test
  void patchesTheStatusOfTheNodeStrategically() throws IOException {
    api.patch(List.of(condition("KernelDeadlock", "True")));
    assertThat(asked)
        .containsExactly(
            new Asked(
                "PATCH /api/v1/nodes/node-1/status",
                "application/strategic-merge-patch+json",
                "Bearer a-token",
                JSON.readTree(
                    """
                    {"status":{"conditions":[{"type":"KernelDeadlock","status":"True",
                    "reason":"TaskHung","message":"dd \\"hangs\\"",
                    "lastHeartbeatTime":"2026-01-02T03:04:05Z",
                    "lastTransitionTime":"2026-01-02T03:04:05Z"}]}}""")));
  }

  @Test
  void takesConditionsOff() throws IOException {
    api.remove(List.of("Old"));
    assertThat(asked.getFirst().body())
        .isEqualTo(
            JSON.readTree(
                """
                {"status":{"conditions":[{"$patch":"delete","type":"Old"}]}}"""));
  }

  @Test
  void readsConditionsAndPassesOverWhatItDoesNotKnow() throws IOException {
    answers.add(
        new Answer(
            200,
            """
            {"kind":"Node","fromTheFuture":{"a":[1]},"status":{"new":true,"conditions":[
            {"type":"Ready","status":"True","reason":"KubeletReady","message":"m","observed":7,
            "lastHeartbeatTime":"2026-01-02T03:04:05Z","lastTransitionTime":null}]}}"""));
    assertThat(api.conditions())
        .containsExactly(
            new NodeCondition(
                "Ready",
                "True",
                "KubeletReady",
                "m",
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.EPOCH));
  }

  @Test
  void createsAnEventOnTheNodeInNamespaceDefault() throws IOException {
    api.event(event(new OnNode()));
    assertThat(asked.getFirst().request()).isEqualTo("POST /api/v1/namespaces/default/events");
    JsonNode body = asked.getFirst().body();
    assertThat(body.path("involvedObject"))
        .isEqualTo(
            JSON.readTree(
                """
                {"apiVersion":"v1","kind":"Node","name":"node-1","uid":"node-1"}"""));
    assertThat(body.path("type").asText()).isEqualTo("Warning");
    assertThat(body.path("source").path("host").asText()).isEqualTo("node-1");
  }

  @Test
  void createsAnEventOnAPodInItsNamespace() throws IOException {
    api.event(event(new OnPod("shop", "cart-0", "uid-1", "main")));
    assertThat(asked.getFirst().request()).isEqualTo("POST /api/v1/namespaces/shop/events");
    assertThat(asked.getFirst().body().path("involvedObject"))
        .isEqualTo(
            JSON.readTree(
                """
                {"apiVersion":"v1","kind":"Pod","namespace":"shop","name":"cart-0","uid":"uid-1",
                "fieldPath":"spec.containers{main}"}"""));
  }

  @Test
  void updatesTheEventThatIsThereAlready() throws IOException {
    answers.add(new Answer(409, "{\"kind\":\"Status\",\"message\":\"already exists\"}"));
    api.event(event(new OnNode()));
    assertThat(asked.get(1).request())
        .isEqualTo("PATCH /api/v1/namespaces/default/events/node-1.oom.1");
    assertThat(asked.get(1).body())
        .isEqualTo(
            JSON.readTree(
                """
                {"message":"gone","count":2,"lastTimestamp":"2026-01-02T03:04:05Z"}"""));
  }

  @Test
  void saysWhatTheServerSaid() {
    assertRefused(401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}", "401: Unauthorized");
    assertRefused(409, "{\"message\":\"object was modified\"}", "409: object was modified");
    assertRefused(500, "<html>\u001b[31m proxy", "500: <html>\\x1b[31m proxy");
  }

  private void assertRefused(int status, String body, String words) {
    answers.add(new Answer(status, body));
    assertThatThrownBy(() -> api.patch(List.of(condition("KernelDeadlock", "True"))))
        .isInstanceOfSatisfying(
            NodeApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(status);
              assertThat(e.isFinal()).isFalse();
            })
        .hasMessage("PATCH /api/v1/nodes/node-1/status: HTTP " + words);
  }

  @Test
  void aRefusalThatWillStayOneIsFinal() {
    answers.add(new Answer(404, "{\"message\":\"namespaces \\\"shop\\\" not found\"}"));
    assertThatThrownBy(() -> api.event(event(new OnPod("shop", "cart-0", "uid-1", ""))))
        .isInstanceOfSatisfying(NodeApiException.class, e -> assertThat(e.isFinal()).isTrue());
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);
    assertThatThrownBy(() -> api.conditions())
        .isInstanceOfSatisfying(NodeApiException.class, e -> assertThat(e.status()).isZero())
        .hasMessageContaining("GET /api/v1/nodes/node-1");
  }
}
