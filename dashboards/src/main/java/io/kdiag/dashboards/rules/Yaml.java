package io.kdiag.dashboards.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;

/** How the YAML files are written: in blocks, long texts on one line, what is empty left out. */
final class Yaml {
  static final String HEAD = "# Written by dashboards/generate. Do not edit.\n";

  private Yaml() {}

  static String text(Object tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return HEAD + new org.yaml.snakeyaml.Yaml(options).dump(tree);
  }

  /** A mapping in the order given: key, value, key, value; null values are left out. */
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(String.valueOf(entries[i]), entries[i + 1]);
    }
    map.values().removeIf(""::equals);
    return map;
  }

  /** Prometheus' notation of a duration of whole minutes; empty for none. */
  static String minutes(Duration duration) {
    return duration.isZero() ? "" : duration.toMinutes() + "m";
  }
}
