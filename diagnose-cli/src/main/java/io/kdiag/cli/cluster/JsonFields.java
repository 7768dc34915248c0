package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Text and times out of the answers of back ends. */
final class JsonFields {
  private static final int MOST_TEXT = 1000;

  private JsonFields() {}

  /** Bounded, without what could lead a terminal astray; empty where there is none. */
  static String text(JsonNode object, String field) {
    String text = VisibleText.of(object.path(field).asText(""));
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text;
  }

  /** Null where there is none. */
  static @Nullable Instant time(JsonNode value) {
    try {
      return value.isTextual() ? Instant.parse(value.asText()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
