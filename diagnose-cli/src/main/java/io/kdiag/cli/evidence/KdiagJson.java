package io.kdiag.cli.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.kdiag.cli.evidence.kube.KubeJson;
import io.kdiag.host.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How kdiag's records are written as JSON: fields in the order of the record, maps by key, times
 * and durations as ISO 8601 text, a {@link Reading} as the outcome it is. Characters outside ASCII
 * are escaped, so that no terminal can be led astray by them.
 */
public final class KdiagJson {
  private KdiagJson() {}

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
          .addModule(module())
          .addModule(KubeJson.module())
          .build();

  /** Indented by two blanks, line feeds as on Linux, whatever the machine. */
  public static ObjectWriter pretty() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return MAPPER.writer(printer);
  }

  private static SimpleModule module() {
    return new SimpleModule("kdiag")
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, new FromText<>(Duration.class, Duration::parse))
        .addSerializer(ReadingJson.writer())
        .addDeserializer(Reading.class, new ReadingJson.Reader());
  }

  /** A value that is one string in JSON. */
  private static final class FromText<T> extends FromStringDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> parser;

    FromText(Class<T> type, Function<String, T> parser) {
      super(type);
      this.parser = parser;
    }

    @Override
    protected T _deserialize(String value, DeserializationContext context) {
      return parser.apply(value);
    }
  }
}
