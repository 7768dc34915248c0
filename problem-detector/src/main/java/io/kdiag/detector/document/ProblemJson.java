package io.kdiag.detector.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ReportedProblem.Evidence;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of one {@link ReportedProblem}; what has no value is left out. */
public final class ProblemJson {
  private ProblemJson() {}

  public static ObjectNode of(ReportedProblem problem) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", problem.code());
    if (problem.condition() != null) {
      json.put("condition", problem.condition());
    }
    json.put("severity", problem.severity().name())
        .put("since", problem.since().toString())
        .put("last", problem.last().toString());
    if (problem.cleared() != null) {
      json.put("cleared", problem.cleared().toString());
    }
    json.put("count", problem.count()).put("message", problem.message());
    if (problem.object() != null) {
      json.set("object", of(problem.object()));
    }
    var evidence = json.putArray("evidence");
    for (Evidence seen : problem.evidence()) {
      evidence
          .addObject()
          .put("source", seen.source())
          .put("time", seen.time().toString())
          .put("quote", seen.quote());
    }
    return json;
  }

  public static ObjectNode of(PodObject pod) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid())
        .put("container", pod.container())
        .put("containerId", pod.containerId());
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IOException if a time or the severity is none
   */
  public static ReportedProblem parse(JsonNode json) throws IOException {
    return new ReportedProblem(
        json.path("code").asText(),
        json.has("condition") ? json.path("condition").asText() : null,
        severity(json.path("severity").asText()),
        time(json, "since"),
        time(json, "last"),
        json.has("cleared") ? time(json, "cleared") : null,
        json.path("count").asLong(),
        json.path("message").asText(),
        pod(json.get("object")),
        evidence(json.path("evidence")));
  }

  public static @Nullable PodObject pod(@Nullable JsonNode json) {
    return json == null
        ? null
        : new PodObject(
            json.path("namespace").asText(),
            json.path("name").asText(),
            json.path("uid").asText(),
            json.path("container").asText(),
            json.path("containerId").asText());
  }

  public static List<Evidence> evidence(JsonNode list) throws IOException {
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode item : list) {
      evidence.add(
          new Evidence(
              item.path("source").asText(), time(item, "time"), item.path("quote").asText()));
    }
    return List.copyOf(evidence);
  }

  private static Severity severity(String text) throws IOException {
    for (Severity severity : Severity.values()) {
      if (severity.name().equals(text)) {
        return severity;
      }
    }
    throw new IOException(
        "severity: expected one of INFO, WARNING, CRITICAL, found '" + text + "'");
  }

  /** The time in a field of {@code json}. */
  public static Instant time(JsonNode json, String field) throws IOException {
    String text = json.path(field).asText();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IOException(
          field + ": expected a time such as 2026-01-02T03:04:05Z, found '" + text + "'", e);
    }
  }
}
