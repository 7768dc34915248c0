package io.kdiag.cli.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.KdiagJson;

/** A diagnosis as JSON: the record's own fields, described in the module's README. */
public final class JsonRenderer implements Renderer {

  @Override
  public String render(Diagnosis diagnosis) {
    try {
      return KdiagJson.pretty().writeValueAsString(diagnosis) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a diagnosis can always be written as JSON", e);
    }
  }
}
