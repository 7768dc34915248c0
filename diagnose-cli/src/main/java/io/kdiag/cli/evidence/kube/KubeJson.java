package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects out of the API's JSON as a stream: one object at a time, the fields of its record,
 * nothing else.
 */
public final class KubeJson {
  private final JsonMapper mapper;

  /** {@code base}: kdiag's mapper, of which this is a copy. */
  public KubeJson(JsonMapper base) {
    this.mapper =
        base.rebuild()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /** For kdiag's mapper: how {@link KubeObjects} are written into a capture and read back. */
  public static SimpleModule module() {
    return new SimpleModule("kube")
        .addSerializer(new Writer())
        .addDeserializer(KubeObjects.class, new Reader());
  }

  /**
   * Reads a list as {@code GET /api/v1/pods} answers it.
   *
   * @return where the next page begins ({@code metadata.continue}); empty on the last
   */
  public String list(InputStream json, Kind kind, Consumer<KubeObject> each) throws IOException {
    String next = "";
    try (JsonParser in = mapper.createParser(json)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        if (field.equals("items") && value == JsonToken.START_ARRAY) {
          items(in, kind, each);
        } else if (field.equals("metadata")) {
          next = mapper.<JsonNode>readTree(in).path("continue").asText("");
        } else {
          in.skipChildren();
        }
      }
      expect(in, in.currentToken(), JsonToken.END_OBJECT);
    }
    return next;
  }

  private void items(JsonParser in, Kind kind, Consumer<KubeObject> each) throws IOException {
    ObjectReader reader = mapper.readerFor(kind.type());
    while (in.nextToken() == JsonToken.START_OBJECT) {
      each.accept(reader.<KubeObject>readValue(in));
    }
  }

  /** One object as {@code GET /api/v1/nodes/NAME} answers it. */
  public KubeObject object(InputStream json, Kind kind) throws IOException {
    try (JsonParser in = mapper.createParser(json)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      return mapper.readerFor(kind.type()).readValue(in);
    }
  }

  private static void expect(JsonParser in, @Nullable JsonToken found, JsonToken wanted)
      throws IOException {
    if (found != wanted) {
      throw new IOException(
          "expected "
              + wanted
              + ", found "
              + found
              + " at "
              + in.currentLocation().offsetDescription());
    }
  }

  /** {@code {"listings": [...], "items": {"Pod": [...], ...}}}. */
  private static final class Writer extends StdSerializer<KubeObjects> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(KubeObjects.class);
    }

    @Override
    public void serialize(KubeObjects objects, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      provider.defaultSerializeField("listings", objects.listings(), out);
      out.writeObjectFieldStart("items");
      for (Map.Entry<Kind, List<KubeObject>> entry : objects.byKind().entrySet()) {
        out.writeArrayFieldStart(entry.getKey().kindName());
        for (KubeObject object : entry.getValue()) {
          provider.defaultSerializeValue(object, out);
        }
        out.writeEndArray();
      }
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private static final class Reader extends StdDeserializer<KubeObjects> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(KubeObjects.class);
    }

    @Override
    public KubeObjects deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      List<Listing> listings = new ArrayList<>();
      List<KubeObject> objects = new ArrayList<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "listings" -> listings.addAll(Arrays.asList(context.readValue(in, Listing[].class)));
          case "items" -> items(in, context, objects);
          default -> in.skipChildren();
        }
      }
      return KubeObjects.of(objects, listings);
    }

    private static void items(
        JsonParser in, DeserializationContext context, List<KubeObject> objects)
        throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        Kind kind = Kind.named(in.currentName());
        in.nextToken();
        if (kind == null) {
          in.skipChildren();
          continue;
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
          objects.add(context.readValue(in, kind.type()));
        }
      }
    }
  }
}
