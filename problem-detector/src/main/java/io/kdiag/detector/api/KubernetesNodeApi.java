package io.kdiag.detector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.host.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API server in JSON of its own: the client library's models refuse fields that they
 * do not know, so that a newer cluster would break them, and cost 40 MiB. Safe for many threads.
 *
 * <pre>
 * PATCH /api/v1/nodes/NODE/status      application/strategic-merge-patch+json
 * {"status":{"conditions":[{"type":"KernelDeadlock","status":"True","reason":"TaskHung",...}]}}
 * </pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/">Node</a>
 */
public final class KubernetesNodeApi implements NodeApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** A node with 1,000 images has about 300 KiB. */
  private static final int MOST_ANSWER = 4 << 20;

  private static final int MOST_WORDS = 300;
  private static final String STRATEGIC_MERGE = "application/strategic-merge-patch+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiServerAccess server;
  private final String node;
  private final EventBody events;

  public KubernetesNodeApi(ApiServerAccess server, String node) {
    this.server = server;
    this.node = node;
    this.events = new EventBody(JSON, node);
  }

  @Override
  public List<NodeCondition> conditions() throws NodeApiException {
    JsonNode answer = request("GET", "/api/v1/nodes/" + node, "application/json", null);
    List<NodeCondition> conditions = new ArrayList<>();
    for (JsonNode item : answer.path("status").path("conditions")) {
      conditions.add(
          new NodeCondition(
              item.path("type").asText(),
              item.path("status").asText(),
              item.path("reason").asText(),
              item.path("message").asText(),
              time(item.path("lastHeartbeatTime")),
              time(item.path("lastTransitionTime"))));
    }
    return List.copyOf(conditions);
  }

  /** The epoch where a time is missing or is none. */
  private static Instant time(JsonNode value) {
    try {
      return Instant.parse(value.asText());
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public void patch(List<NodeCondition> conditions) throws NodeApiException {
    ArrayNode list = JSON.createArrayNode();
    for (NodeCondition condition : conditions) {
      list.addObject()
          .put("type", condition.type())
          .put("status", condition.status())
          .put("reason", condition.reason())
          .put("message", condition.message())
          .put("lastHeartbeatTime", EventBody.seconds(condition.lastHeartbeatTime()))
          .put("lastTransitionTime", EventBody.seconds(condition.lastTransitionTime()));
    }
    patchConditions(list);
  }

  @Override
  public void remove(List<String> types) throws NodeApiException {
    ArrayNode list = JSON.createArrayNode();
    for (String type : types) {
      list.addObject().put("$patch", "delete").put("type", type);
    }
    if (!list.isEmpty()) {
      patchConditions(list);
    }
  }

  private void patchConditions(ArrayNode list) throws NodeApiException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("status").set("conditions", list);
    request("PATCH", "/api/v1/nodes/" + node + "/status", STRATEGIC_MERGE, body);
  }

  @Override
  public void event(NodeEvent event) throws NodeApiException {
    String path = "/api/v1/namespaces/" + EventBody.namespace(event) + "/events";
    try {
      request("POST", path, "application/json", events.whole(event));
    } catch (NodeApiException e) {
      if (e.status() != 409) {
        throw e;
      }
      request("PATCH", path + "/" + event.name(), STRATEGIC_MERGE, events.update(event));
    }
  }

  private JsonNode request(String method, String path, String type, @Nullable JsonNode body)
      throws NodeApiException {
    String what = method + " " + path;
    try {
      HttpResponse<InputStream> response =
          server.client().send(call(method, path, type, body), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] answer = in.readNBytes(MOST_ANSWER);
        int status = response.statusCode();
        if (status / 100 != 2) {
          throw new NodeApiException(what + ": HTTP " + status + ": " + words(answer), status);
        }
        return JSON.readTree(answer);
      }
    } catch (NodeApiException e) {
      throw e;
    } catch (IOException e) {
      throw new NodeApiException(what + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeApiException(what + ": interrupted", e);
    }
  }

  private HttpRequest call(String method, String path, String type, @Nullable JsonNode body)
      throws IOException {
    String base = server.base().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("Content-Type", type)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
    String authorization = server.authorization();
    return (authorization == null ? request : request.header("Authorization", authorization))
        .build();
  }

  /** The message of a Status object, or the answer's beginning. */
  private static String words(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    try {
      text = JSON.readTree(answer).path("message").asText(text);
    } catch (IOException e) {
      // Not JSON: a proxy's page. Its beginning says as much as there is to say.
      text = text.strip();
    }
    return VisibleText.of(text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS));
  }
}
