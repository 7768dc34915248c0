package io.kdiag.shipper.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A message that is one JSON object which Elasticsearch takes as a {@code flattened} field as it
 * is. {@code message} is its text member ({@code message}, {@code msg}, {@code log}), null where
 * there is none.
 */
public record JsonMessage(@Nullable String message) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Elasticsearch's own limit for {@code flattened} is 20. */
  private static final int MOST_DEPTH = 18;

  private static final int MOST_MEMBERS = 1000;

  /** Null where the text is something else: it is kept as text then. */
  public static @Nullable JsonMessage of(byte[] text, int start, int end) {
    if (start == end || text[start] != '{') {
      return null;
    }
    try (JsonParser parser = JSON.createParser(text, start, end - start)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      String message = read(parser);
      return parser.nextToken() == null ? new JsonMessage(message) : null;
    } catch (IOException e) {
      return null; // Not JSON, or not such that Elasticsearch would take it.
    }
  }

  private static @Nullable String read(JsonParser parser) throws IOException {
    String message = null;
    int depth = 0;
    int members = 0;
    do {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("cut short");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME) {
        members++;
        String name = parser.currentName();
        check(name, members);
      } else if (depth == 1 && token == JsonToken.VALUE_STRING && isMessage(parser)) {
        message = message == null ? parser.getText() : message;
      }
      if (depth > MOST_DEPTH) {
        throw new IOException("too deep");
      }
    } while (depth > 0);
    return message;
  }

  private static boolean isMessage(JsonParser parser) throws IOException {
    String name = parser.currentName();
    return "message".equals(name) || "msg".equals(name) || "log".equals(name);
  }

  private static void check(String name, int members) throws IOException {
    if (name.isEmpty() || name.indexOf('\0') >= 0 || members > MOST_MEMBERS) {
      throw new IOException("a name that Elasticsearch refuses, or too many");
    }
  }
}
