package io.kdiag.cli.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What kdiag found, as {@code SEVERITY Code object}, the first first; and what went wrong. */
record Answer(List<Found> found, String failure) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  record Found(String severity, String code, String object, String cause) {
    @Override
    public String toString() {
      return severity + " " + code + " " + object;
    }
  }

  static Answer of(int exit, String output, String error) {
    boolean answered = exit == 0 || exit == 3 || exit == 4;
    try {
      List<Found> found = new ArrayList<>();
      for (JsonNode finding : MAPPER.readTree(output).path("findings")) {
        found.add(
            new Found(
                finding.path("severity").asText(),
                finding.path("code").asText(),
                finding.path("object").asText(),
                finding.path("cause").asText()));
      }
      return new Answer(found, answered ? "" : "exit " + exit + ": " + error.strip());
    } catch (IOException e) {
      return new Answer(List.of(), "exit " + exit + ": " + error.strip());
    }
  }

  /** The place of the right finding, from 1 on; 0 where it is not there. */
  int rank(Scenario scenario) {
    for (int i = 0; i < found.size(); i++) {
      if (scenario.isRight(found.get(i).code(), found.get(i).object())) {
        return i + 1;
      }
    }
    return 0;
  }

  /** What is called critical and is not what was made. */
  List<Found> falseCritical(Scenario scenario) {
    return found.stream()
        .filter(each -> each.severity().equals("CRITICAL"))
        .filter(each -> !scenario.isRight(each.code(), each.object()))
        .toList();
  }
}
