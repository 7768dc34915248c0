package io.kdiag.shipper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came of one bulk request. */
sealed interface BulkAnswer {

  /** Each item has an answer of its own, in the order they were sent in. */
  record Items(List<Item> items) implements BulkAnswer {}

  /** No item was taken, and the same request would be refused again. */
  record Refused(int status, String reason) implements BulkAnswer {}

  /** No answer, or one that asks for patience: nothing is known of any item. */
  record Unavailable(String reason) implements BulkAnswer {}

  /** An item's HTTP status, and why where that is no success. */
  record Item(int status, String reason) {
    private static final Item CREATED = new Item(201, "");

    /** Elasticsearch has it: now, or since an earlier time we sent it. */
    boolean isThere() {
      return status == 409 || (status >= 200 && status < 300);
    }

    /** The same item may be taken another time. */
    boolean isForLater() {
      return status == 429 || status >= 500 || status == 401 || status == 403 || status == 404;
    }
  }

  JsonFactory JSON = new JsonFactory();

  /**
   * Reads the body of a reply of status 200.
   *
   * <pre>
   * {"errors":true,"items":[{"create":{"status":201}},{"create":{"status":400,"error":{
   *  "type":"document_parsing_exception","reason":"[1:24] failed to parse field [@timestamp]"}}}]}
   * </pre>
   */
  static BulkAnswer parse(byte[] body, int expected) throws IOException {
    List<Item> items = new ArrayList<>(expected);
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("create")) {
          parser.nextToken();
          items.add(item(parser));
        }
      }
    }
    if (items.size() != expected) {
      throw new IOException("a bulk reply with %d of %d items".formatted(items.size(), expected));
    }
    return new Items(items);
  }

  private static Item item(JsonParser parser) throws IOException {
    int status = 0;
    String reason = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("status")) {
        status = parser.getIntValue();
      } else if (name.equals("error")) {
        reason = error(parser);
      } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
        parser.skipChildren();
      }
    }
    return status == 201 ? Item.CREATED : new Item(status, reason);
  }

  private static String error(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return parser.getText();
    }
    StringBuilder text = new StringBuilder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("type") || name.equals("reason")) {
        text.append(text.isEmpty() ? "" : ": ").append(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return text.toString();
  }
}
