package io.kdiag.shipper.pods;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pods out of the API server's JSON as a stream: of a pod's 10 to 100 KiB a few hundred bytes
 * are kept, and fields of a later Kubernetes are passed over.
 *
 * <pre>
 * {"kind":"PodList","metadata":{"resourceVersion":"812"},"items":[{"metadata":{"uid":"0c1f...",
 *  "labels":{"app":"web"},"ownerReferences":[{"kind":"ReplicaSet","name":"web-5d4f","controller":true}]},
 *  "spec":{"containers":[{"name":"nginx","image":"nginx:1"}]}}]}
 * {"type":"MODIFIED","object":{"metadata":{...},"spec":{...}}}
 * </pre>
 */
final class PodReader implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_PAIRS = 256;

  /** What a static pod's files are named by; its uid at the API server is another. */
  private static final String CONFIG_HASH = "kubernetes.io/config.hash";

  private static final String TEMPLATE_HASH = "pod-template-hash";

  /** A pod, or in a watch what became of it; {@code type} is empty in a list. */
  record Event(String type, String uid, PodInfo pod, String resourceVersion, int code) {}

  /** Takes each pod. */
  interface Sink {
    void accept(Event event);
  }

  private final JsonParser parser;

  PodReader(InputStream in) throws IOException {
    parser = JSON.createParser(in);
  }

  /** A whole list: its resource version, and where it goes on ({@code continue}), or empty. */
  record ListEnd(String resourceVersion, String next) {}

  ListEnd list(Sink sink) throws IOException {
    String version = "";
    String next = "";
    expect(JsonToken.START_OBJECT, parser.nextToken());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
        Map<String, String> metadata = strings();
        version = metadata.getOrDefault("resourceVersion", "");
        next = metadata.getOrDefault("continue", "");
      } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          sink.accept(pod(""));
        }
      } else {
        parser.skipChildren();
      }
    }
    return new ListEnd(version, next);
  }

  /** The next event of a watch, or null at its end. */
  @Nullable Event next() throws IOException {
    if (parser.nextToken() == null) {
      return null;
    }
    expect(JsonToken.START_OBJECT, parser.currentToken());
    String type = "";
    Event event = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type")) {
        type = parser.getText();
      } else if (name.equals("object") && value == JsonToken.START_OBJECT) {
        event = pod(type);
      } else {
        parser.skipChildren();
      }
    }
    if (event == null) {
      throw new IOException("a watch event without object");
    }
    return new Event(type, event.uid, event.pod, event.resourceVersion, event.code);
  }

  private Event pod(String type) throws IOException {
    Metadata metadata = new Metadata();
    Map<String, String> images = new HashMap<>();
    int code = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
        metadata.read(parser);
      } else if (name.equals("spec") && value == JsonToken.START_OBJECT) {
        spec(images);
      } else if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
        code = parser.getIntValue();
      } else {
        parser.skipChildren();
      }
    }
    return new Event(type, metadata.uid(), metadata.pod(images), metadata.resourceVersion, code);
  }

  private void spec(Map<String, String> images) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (list && (name.equals("containers") || name.equals("initContainers"))) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          Map<String, String> container = strings();
          String image = container.get("image");
          if (image != null && images.size() < MOST_PAIRS) {
            images.put(container.getOrDefault("name", ""), image);
          }
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The members of an object that are strings. */
  private Map<String, String> strings() throws IOException {
    return strings(parser);
  }

  private static Map<String, String> strings(JsonParser parser) throws IOException {
    Map<String, String> strings = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && strings.size() < MOST_PAIRS) {
        strings.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return strings;
  }

  private static void expect(JsonToken wanted, @Nullable JsonToken token) throws IOException {
    if (token != wanted) {
      throw new IOException("expected " + wanted + ", came " + token);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static final class Metadata {
    private String uid = "";
    private String resourceVersion = "";
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private @Nullable String ownerKind;
    private @Nullable String ownerName;

    void read(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "uid" -> uid = parser.getText();
          case "resourceVersion" -> resourceVersion = parser.getText();
          case "labels" -> labels = value == JsonToken.START_OBJECT ? strings(parser) : labels;
          case "annotations" ->
              annotations = value == JsonToken.START_OBJECT ? strings(parser) : annotations;
          case "ownerReferences" -> owners(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void owners(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> owner = strings(parser);
        if (ownerKind == null) {
          ownerKind = owner.get("kind");
          ownerName = owner.get("name");
        }
      }
    }

    String uid() {
      return annotations.getOrDefault(CONFIG_HASH, uid);
    }

    PodInfo pod(Map<String, String> images) {
      Map<String, String> ours = new HashMap<>();
      annotations.forEach(
          (name, value) -> {
            if (name.startsWith("kdiag.io/")) {
              ours.put(name, value);
            }
          });
      String hash = labels.get(TEMPLATE_HASH);
      String name = ownerName;
      if ("ReplicaSet".equals(ownerKind)
          && hash != null
          && name != null
          && name.endsWith("-" + hash)) {
        String deployment = name.substring(0, name.length() - hash.length() - 1);
        return new PodInfo(labels, images, ours, "Deployment", deployment);
      }
      return new PodInfo(labels, images, ours, ownerKind, name);
    }
  }
}
