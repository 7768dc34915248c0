package io.kdiag.cli.files;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of one kind as lists, one file a namespace. They come sorted by namespace, as
 * the API server gives them, so that one file is open at a time; where they do not, a namespace
 * gets a second file.
 */
final class ListFiles implements AutoCloseable {
  private final Path directory;
  private final Kind kind;
  private final Map<String, Integer> begun = new HashMap<>();
  private @Nullable JsonGenerator open;
  private String namespace = "";
  private int count;

  ListFiles(Path directory, Kind kind) {
    this.directory = directory;
    this.kind = kind;
  }

  /** Throws UncheckedIOException where it cannot be written. */
  void add(KubeObject object) {
    try {
      JsonGenerator json = of(object.namespace());
      KdiagJson.MAPPER.writeValue(json, object);
      json.writeRaw('\n');
      count++;
    } catch (IOException e) {
      throw new UncheckedIOException("the capture cannot be written: " + e.getMessage(), e);
    }
  }

  int count() {
    return count;
  }

  private JsonGenerator of(String wanted) throws IOException {
    JsonGenerator json = open;
    if (json != null && namespace.equals(wanted)) {
      return json;
    }
    close();
    int nth = begun.merge(wanted, 1, Integer::sum);
    Path folder = wanted.isEmpty() ? directory : directory.resolve(wanted);
    Files.createDirectories(folder);
    Path file = folder.resolve(kind.plural() + (nth == 1 ? "" : "-" + nth) + ".json");
    json =
        KdiagJson.MAPPER.createGenerator(
            new BufferedOutputStream(Files.newOutputStream(file), 64 << 10));
    json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, true);
    json.writeStartObject();
    json.writeStringField("kind", kind.kindName() + "List");
    json.writeStringField("apiVersion", kind.versions().getFirst());
    json.writeArrayFieldStart("items");
    open = json;
    namespace = wanted;
    return json;
  }

  @Override
  public void close() throws IOException {
    JsonGenerator json = open;
    open = null;
    if (json != null) {
      json.writeEndArray();
      json.writeEndObject();
      json.close();
    }
  }
}
