package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** The keys of a ConfigMap or Secret. Their values are passed over, never kept, never written. */
@JsonSerialize(using = Keys.Writer.class)
@JsonDeserialize(using = Keys.Reader.class)
public record Keys(List<String> names) {
  public Keys {
    names = List.copyOf(names);
  }

  public boolean contains(String key) {
    return names.contains(key);
  }

  static Keys none() {
    return new Keys(List.of());
  }

  static final class Reader extends StdDeserializer<Keys> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Keys.class);
    }

    @Override
    public Keys deserialize(JsonParser in, DeserializationContext context) throws IOException {
      TreeSet<String> names = new TreeSet<>();
      if (in.currentToken() == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          names.add(in.currentName());
          in.nextToken();
          in.skipChildren();
        }
      } else {
        in.skipChildren();
      }
      return new Keys(List.copyOf(names));
    }

    @Override
    public Keys getNullValue(DeserializationContext context) {
      return none();
    }
  }

  /** As the API has it, each value empty. */
  static final class Writer extends StdSerializer<Keys> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Keys.class);
    }

    @Override
    public void serialize(Keys keys, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      for (String name : keys.names()) {
        out.writeStringField(name, "");
      }
      out.writeEndObject();
    }
  }
}
