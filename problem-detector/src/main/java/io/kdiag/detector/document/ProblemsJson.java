package io.kdiag.detector.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The JSON of {@link ProblemsDocument}. */
final class ProblemsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProblemsJson() {}

  static ProblemsDocument parse(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(ProblemsDocument.MOST_BYTES + 1);
    if (bytes.length > ProblemsDocument.MOST_BYTES) {
      throw new IOException(
          "a list of problems of more than " + ProblemsDocument.MOST_BYTES + " bytes");
    }
    JsonNode document = JSON.readTree(bytes);
    String version = document.path("apiVersion").asText();
    String kind = document.path("kind").asText();
    if (!version.equals(ProblemsDocument.API_VERSION) || !kind.equals(ProblemsDocument.KIND)) {
      throw new IOException(
          "expected apiVersion kdiag.io/v1 and kind ProblemList, found '%s' and '%s'"
              .formatted(version, kind));
    }
    return new ProblemsDocument(
        document.path("node").asText(),
        problems(document.path("active")),
        problems(document.path("recent")),
        document.path("lost").asLong());
  }

  private static List<ReportedProblem> problems(JsonNode list) throws IOException {
    List<ReportedProblem> problems = new ArrayList<>();
    for (JsonNode item : list) {
      problems.add(ProblemJson.parse(item));
    }
    return List.copyOf(problems);
  }

  static void write(ProblemsDocument document, OutputStream out) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("apiVersion", ProblemsDocument.API_VERSION)
        .put("kind", ProblemsDocument.KIND)
        .put("node", document.node())
        .put("lost", document.lost());
    add(json.putArray("active"), document.active());
    add(json.putArray("recent"), document.recent());
    out.write(JSON.writeValueAsBytes(json));
  }

  private static void add(ArrayNode list, List<ReportedProblem> problems) {
    for (ReportedProblem problem : problems) {
      list.add(ProblemJson.of(problem));
    }
  }
}
