package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.document.ProblemJson;
import io.kdiag.detector.document.ReportedProblem.Evidence;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** A {@link Life} in the state file. */
final class LifeJson {
  private LifeJson() {}

  static ObjectNode save(Life life) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", life.problem.code())
        .put("key", life.key)
        .put("count", life.count)
        .put("reached", life.reached);
    ObjectNode details = json.putObject("details");
    life.details.forEach(details::put);
    var recent = json.putArray("recent");
    life.recent.forEach(time -> recent.add(time.toString()));
    var lines = json.putArray("lines");
    for (Evidence line : life.lines) {
      lines
          .addObject()
          .put("source", line.source())
          .put("time", line.time().toString())
          .put("quote", line.quote());
    }
    if (life.pod != null) {
      json.set("pod", ProblemJson.of(life.pod));
    }
    return json;
  }

  /** None where the catalogue no longer knows the problem. */
  static Optional<Life> restore(Catalogue catalogue, JsonNode json) throws IOException {
    Optional<Problem> problem = catalogue.problem(json.path("code").asText());
    if (problem.isEmpty()) {
      return Optional.empty();
    }
    Life life = new Life(problem.get(), json.path("key").asText());
    life.count = json.path("count").asLong();
    life.reached = json.path("reached").asBoolean();
    for (Map.Entry<String, JsonNode> detail : json.path("details").properties()) {
      life.details.put(detail.getKey(), detail.getValue().asText());
    }
    for (JsonNode time : json.path("recent")) {
      life.recent.add(time(time.asText()));
    }
    life.lines.addAll(ProblemJson.evidence(json.path("lines")));
    life.pod = ProblemJson.pod(json.get("pod"));
    if (life.lines.isEmpty()) {
      throw new IOException("a problem without evidence: " + problem.get().code());
    }
    return Optional.of(life);
  }

  private static Instant time(String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IOException("recent: expected a time, found '" + text + "'", e);
    }
  }
}
