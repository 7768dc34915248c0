package io.kdiag.cli.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.kdiag.host.Reading;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Reading} in JSON: <code>{"value":...}</code>, <code>{"absent":"/proc/pressure/cpu"}
 * </code>, <code>{"unreadable":"/dev/kmsg","reason":"permission denied"}</code> or <code>
 * {"malformed":"/proc/stat","problem":"..."}</code>. One that is missing, as in a capture that an
 * older kdiag wrote, is absent.
 */
final class ReadingJson {
  private ReadingJson() {}

  static final String MISSING = "this capture";

  static Writer writer() {
    return new Writer();
  }

  static final class Writer extends StdSerializer<Reading<?>> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Reading.class, false);
    }

    @Override
    public void serialize(Reading<?> reading, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      switch (reading) {
        case Reading.Present<?>(Object value) ->
            provider.defaultSerializeField("value", value, out);
        case Reading.Absent<?>(String source) -> out.writeStringField("absent", source);
        case Reading.Unreadable<?>(String source, String reason) -> {
          out.writeStringField("unreadable", source);
          out.writeStringField("reason", reason);
        }
        case Reading.Malformed<?>(String source, String problem) -> {
          out.writeStringField("malformed", source);
          out.writeStringField("problem", problem);
        }
      }
      out.writeEndObject();
    }
  }

  static final class Reader extends StdDeserializer<Reading<?>> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;
    private final @Nullable JavaType valueType;

    Reader() {
      this(null);
    }

    private Reader(@Nullable JavaType valueType) {
      super(Reading.class);
      this.valueType = valueType;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType reading = context.getContextualType();
      return new Reader(reading == null ? null : reading.containedType(0));
    }

    @Override
    public Reading<?> getAbsentValue(DeserializationContext context) {
      return Reading.absent(MISSING);
    }

    @Override
    public Reading<?> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      Object value = null;
      String outcome = "";
      String source = "";
      String why = "";
      if (!in.isExpectedStartObjectToken()) {
        context.reportInputMismatch(this, "a reading is an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "value" -> {
            outcome = field;
            value = context.readValue(in, valueType);
          }
          case "absent", "unreadable", "malformed" -> {
            outcome = field;
            source = in.getText();
          }
          case "reason", "problem" -> why = in.getText();
          default -> in.skipChildren();
        }
      }
      return reading(context, outcome, value, source, why);
    }

    private Reading<?> reading(
        DeserializationContext context,
        String outcome,
        @Nullable Object value,
        String source,
        String why)
        throws IOException {
      if (outcome.equals("value") && value != null) {
        return Reading.present(value);
      }
      return switch (outcome) {
        case "absent" -> Reading.absent(source);
        case "unreadable" -> Reading.unreadable(source, why);
        case "malformed" -> Reading.malformed(source, why);
        default ->
            context.reportInputMismatch(
                this, "a reading has one of value, absent, unreadable, malformed");
      };
    }
  }
}
