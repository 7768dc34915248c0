package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.api.NodeEvent;
import io.kdiag.detector.api.NodeEvent.OnNode;
import io.kdiag.detector.api.NodeEvent.OnPod;
import io.kdiag.detector.document.ProblemJson;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One Event of the API server in the making: the same problem of the same thing, struck {@code
 * count} times. {@code sent} is the count that the API server knows. Not thread-safe.
 */
final class EventSeries {
  final String key;
  final String name;
  final String reason;
  final boolean warning;
  final @Nullable PodObject pod;
  final Instant first;
  Instant last;
  String message;
  long count;
  long sent;

  /** Its message is another than the one that was sent. */
  boolean reworded;

  Instant sentAt = Instant.EPOCH;

  EventSeries(
      String key,
      String name,
      String reason,
      boolean warning,
      @Nullable PodObject pod,
      Instant first,
      String message) {
    this.key = key;
    this.name = name;
    this.reason = reason;
    this.warning = warning;
    this.pod = pod;
    this.first = first;
    this.last = first;
    this.message = message;
  }

  void strike(Instant time, String words) {
    count++;
    last = time.isAfter(last) ? time : last;
    message = words;
  }

  NodeEvent event() {
    NodeEvent.Target target =
        pod == null
            ? new OnNode()
            : new OnPod(pod.namespace(), pod.name(), pod.uid(), pod.container());
    return new NodeEvent(name, target, reason, message, warning, count, first, last);
  }

  ObjectNode save() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", key)
        .put("name", name)
        .put("reason", reason)
        .put("warning", warning)
        .put("first", first.toString())
        .put("last", last.toString())
        .put("message", message)
        .put("count", count)
        .put("sent", sent)
        .put("sentAt", sentAt.toString());
    if (pod != null) {
      json.set("pod", ProblemJson.of(pod));
    }
    return json;
  }

  static EventSeries restore(JsonNode json) throws IOException {
    EventSeries series =
        new EventSeries(
            json.path("key").asText(),
            json.path("name").asText(),
            json.path("reason").asText(),
            json.path("warning").asBoolean(),
            ProblemJson.pod(json.get("pod")),
            ProblemJson.time(json, "first"),
            json.path("message").asText());
    series.last = ProblemJson.time(json, "last");
    series.count = json.path("count").asLong();
    series.sent = json.path("sent").asLong();
    series.sentAt = ProblemJson.time(json, "sentAt");
    return series;
  }
}
