package io.kdiag.cli.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.kube.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON file once, token by token, and notes where its objects are: one object, a list as
 * the API or kubectl writes it, or several of them one after the other. The file may be of any
 * size.
 *
 * <pre>
 * {"kind":"PodList","apiVersion":"v1","items":[{"metadata":{...},...}]}
 * {"apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod",...}],"kind":"List"}
 * </pre>
 */
final class FileScan {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(64 << 20).build())
          .build();

  /** Fields that say when something was; those that say when it will be are not among them. */
  private static final Set<String> TIMES =
      Set.of(
          "creationTimestamp",
          "firstTimestamp",
          "lastTimestamp",
          "eventTime",
          "lastObservedTime",
          "lastHeartbeatTime",
          "lastTransitionTime",
          "lastUpdateTime",
          "lastProbeTime",
          "startTime",
          "startedAt",
          "finishedAt",
          "completionTime",
          "renewTime",
          "acquireTime",
          "lastScheduleTime",
          "lastScaleTime",
          "time");

  private final Path file;
  private final FileIndex index = new FileIndex();
  private final List<Item> untold = new ArrayList<>();
  private String kind = "";
  private String namespace = "";
  private String name = "";

  /** An item that does not name its kind: the list's kind, which may stand behind it, does. */
  private record Item(long begin, long end, String namespace, String name) {}

  private FileScan(Path file) {
    this.file = file;
  }

  static FileIndex of(Path file) throws IOException {
    FileScan scan = new FileScan(file);
    try (InputStream in = Files.newInputStream(file);
        JsonParser json = JSON.createParser(in)) {
      scan.documents(json);
      return scan.index;
    } catch (JsonEOFException e) {
      throw new DamagedCaptureException(
          file
              + " is not whole: it ends inside an object, after "
              + Files.size(file)
              + " bytes; take it anew");
    } catch (JsonProcessingException e) {
      throw new DamagedCaptureException(
          file
              + " is no JSON as `kubectl get -o json` writes it: line "
              + e.getLocation().getLineNr()
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private void documents(JsonParser json) throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        document(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void document(JsonParser json) throws IOException {
    long begin = json.currentTokenLocation().getByteOffset();
    String ofList = "";
    boolean list = false;
    String own = "";
    String inNamespace = "";
    String named = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("items") && value == JsonToken.START_ARRAY) {
        list = true;
        items(json, itemKind(ofList));
      } else if (field.equals("items") && value == JsonToken.VALUE_NULL) {
        list = true; // so kubectl writes an empty one
      } else if (field.equals("kind") && value == JsonToken.VALUE_STRING) {
        own = json.getText();
        ofList = own;
      } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
        namespace = "";
        name = "";
        walk(json, 1);
        inNamespace = namespace;
        named = name;
      } else if (value.isStructStart()) {
        walk(json, 2);
      }
    }
    long end = json.currentLocation().getByteOffset();
    if (list) {
      told(itemKind(ofList));
    } else {
      add(Kind.named(own), new Item(begin, end, inNamespace, named));
    }
  }

  /** Null where the list is of several kinds, or of one that is not read. */
  private static @Nullable Kind itemKind(String listKind) {
    return listKind.endsWith("List")
        ? Kind.named(listKind.substring(0, listKind.length() - "List".length()))
        : null;
  }

  private void told(@Nullable Kind kind) {
    for (Item item : untold) {
      add(kind, item);
    }
    untold.clear();
    if (kind != null) {
      index.lists(kind);
    }
  }

  private void add(@Nullable Kind kind, Item item) {
    if (kind != null) {
      index.add(kind, item.begin(), item.end(), item.namespace(), item.name());
    }
  }

  private void items(JsonParser json, @Nullable Kind ofList) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      long begin = json.currentTokenLocation().getByteOffset();
      kind = "";
      namespace = "";
      name = "";
      walk(json, 0);
      Item item = new Item(begin, json.currentLocation().getByteOffset(), namespace, name);
      if (!kind.isEmpty()) {
        add(Kind.named(kind), item);
      } else if (ofList != null) {
        add(ofList, item);
      } else {
        untold.add(item);
      }
    }
  }

  /**
   * To the end of the structure that has begun. {@code place}: 0 in an object, 1 in its metadata, 2
   * elsewhere.
   */
  private void walk(JsonParser json, int place) throws IOException {
    int depth = 1;
    int metadata = place == 1 ? 1 : -1;
    String field = "";
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token == null) {
        throw new JsonEOFException(json, null, file + " ends early");
      }
      switch (token) {
        case FIELD_NAME -> field = json.currentName();
        case START_OBJECT, START_ARRAY -> {
          depth++;
          if (place == 0 && depth == 2 && field.equals("metadata")) {
            metadata = 2;
          }
        }
        case END_OBJECT, END_ARRAY -> {
          metadata = depth == metadata ? -1 : metadata;
          depth--;
        }
        case VALUE_STRING -> value(json, field, place == 0 && depth == 1, depth == metadata);
        default -> {}
      }
    }
  }

  private void value(JsonParser json, String field, boolean atTop, boolean inMetadata)
      throws IOException {
    if (atTop && field.equals("kind")) {
      kind = json.getText();
    } else if (inMetadata && field.equals("namespace")) {
      namespace = json.getText();
    } else if (inMetadata && field.equals("name")) {
      name = json.getText();
    } else if (TIMES.contains(field) && json.getTextLength() >= 20 && json.getTextLength() < 40) {
      time(json.getText());
    }
  }

  private void time(String text) {
    try {
      index.saw(Instant.parse(text));
    } catch (DateTimeException e) {
      return; // a field that only looks like a time
    }
  }
}
