package io.kdiag.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the JSON files are written: indented, in the order given. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object in the order given: key, value, key, value. */
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(String.valueOf(entries[i]), entries[i + 1]);
    }
    return map;
  }

  static String text(Map<String, Object> tree) {
    DefaultIndenter newLines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(newLines).withArrayIndenter(newLines);
    try {
      return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of maps, lists and values is always JSON", e);
    }
  }

  /** A reference to the data source that the user chose. */
  static Map<String, Object> datasource(Source source) {
    return map("type", source.type, "uid", "${" + source.variable() + "}");
  }

  /** Nothing chosen yet. */
  static Map<String, Object> all() {
    return map("selected", true, "text", List.of("All"), "value", List.of("$__all"));
  }
}
