package io.kdiag.detector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.host.VisibleText;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API server through the Kubernetes client's HTTP client and credentials, in JSON of
 * its own: the client's models refuse fields that they do not know, so that a newer cluster would
 * break them. Safe for many threads.
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

  private final ApiClient client;
  private final String node;
  private final EventBody events;

  public KubernetesNodeApi(ApiClient client, String node) {
    this.client = client;
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
    try (Response response = call(method, path, type, body).execute()) {
      byte[] answer = response.body().byteStream().readNBytes(MOST_ANSWER);
      if (!response.isSuccessful()) {
        throw new NodeApiException(
            what + ": HTTP " + response.code() + ": " + words(answer), response.code());
      }
      return JSON.readTree(answer);
    } catch (NodeApiException e) {
      throw e;
    } catch (IOException | ApiException e) {
      throw new NodeApiException(what + ": " + e, e);
    }
  }

  private Call call(String method, String path, String type, @Nullable JsonNode body)
      throws ApiException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", type);
    byte[] bytes = body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8);
    Call call =
        client.buildCall(
            client.getBasePath(),
            path,
            method,
            List.of(),
            List.of(),
            bytes,
            headers,
            new HashMap<>(),
            new HashMap<>(),
            new String[] {"BearerToken"},
            null);
    call.timeout().timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    return call;
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
