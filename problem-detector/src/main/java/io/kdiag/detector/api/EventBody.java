package io.kdiag.detector.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.api.NodeEvent.OnNode;
import io.kdiag.detector.api.NodeEvent.OnPod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A core/v1 Event in JSON. Events on a node live in namespace {@code default} and bear the node's
 * name as uid, as kubelet's do: {@code kubectl describe node} looks for that.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/">Event</a>
 */
record EventBody(ObjectMapper json, String node) {
  private static final String COMPONENT = "kdiag-problem-detector";

  static String namespace(NodeEvent event) {
    return switch (event.target()) {
      case OnNode() -> "default";
      case OnPod pod -> pod.namespace();
    };
  }

  ObjectNode whole(NodeEvent event) {
    ObjectNode body = update(event);
    body.put("apiVersion", "v1").put("kind", "Event");
    body.putObject("metadata").put("name", event.name()).put("namespace", namespace(event));
    body.set("involvedObject", object(event));
    body.put("reason", event.reason())
        .put("type", event.warning() ? "Warning" : "Normal")
        .put("firstTimestamp", seconds(event.first()))
        .put("reportingComponent", COMPONENT)
        .put("reportingInstance", node);
    body.putObject("source").put("component", COMPONENT).put("host", node);
    return body;
  }

  /** What changes when it happens again. */
  ObjectNode update(NodeEvent event) {
    return json.createObjectNode()
        .put("message", event.message())
        .put("count", event.count())
        .put("lastTimestamp", seconds(event.last()));
  }

  private ObjectNode object(NodeEvent event) {
    ObjectNode object = json.createObjectNode().put("apiVersion", "v1");
    switch (event.target()) {
      case OnNode() -> object.put("kind", "Node").put("name", node).put("uid", node);
      case OnPod pod -> {
        object
            .put("kind", "Pod")
            .put("namespace", pod.namespace())
            .put("name", pod.name())
            .put("uid", pod.uid());
        if (!pod.container().isEmpty()) {
          object.put("fieldPath", "spec.containers{" + pod.container() + "}");
        }
      }
    }
    return object;
  }

  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
