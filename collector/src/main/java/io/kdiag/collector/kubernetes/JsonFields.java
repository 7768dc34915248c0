package io.kdiag.collector.kubernetes;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Map;

/** Walks JSON that may hold more, less or other things than expected. */
final class JsonFields {
  private static final int MOST_CHARACTERS = 64;

  private JsonFields() {}

  /** Reads or skips the value of a field. */
  @FunctionalInterface
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads or skips an element. */
  @FunctionalInterface
  interface Element {
    void read() throws IOException;
  }

  /** Each field of an object; what is none is skipped. */
  static void each(JsonReader json, Field field) throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      json.skipValue();
      return;
    }
    json.beginObject();
    while (json.hasNext()) {
      field.read(json.nextName());
    }
    json.endObject();
  }

  /** Each element of an array; what is none is skipped. */
  static void elements(JsonReader json, Element element) throws IOException {
    if (json.peek() != JsonToken.BEGIN_ARRAY) {
      json.skipValue();
      return;
    }
    json.beginArray();
    while (json.hasNext()) {
      element.read();
    }
    json.endArray();
  }

  /** A string, empty for what is none, cut at {@code most} characters. */
  static String text(JsonReader json, int most) throws IOException {
    if (json.peek() != JsonToken.STRING) {
      json.skipValue();
      return "";
    }
    String text = json.nextString();
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Amounts by resource; one that is no quantity is left out. */
  static void quantities(JsonReader json, Map<String, Double> to) throws IOException {
    each(
        json,
        resource -> {
          Double amount = Quantity.parse(text(json, MOST_CHARACTERS));
          if (amount != null) {
            to.put(resource, amount);
          }
        });
  }
}
