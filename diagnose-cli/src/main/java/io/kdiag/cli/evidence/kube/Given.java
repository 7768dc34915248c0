package io.kdiag.cli.evidence.kube;

import io.kdiag.host.Redaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a field holds that JSON gave, null or not: nothing becomes empty, all becomes immutable. */
final class Given {
  /** More than kubelet's longest message, a container's termination message of 4 KiB. */
  static final int MOST_TEXT = 5000;

  private Given() {}

  static String text(@Nullable String text) {
    return text == null ? "" : bounded(text);
  }

  private static String bounded(String text) {
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text;
  }

  static <T> List<T> list(@Nullable List<T> list) {
    if (list == null || list.isEmpty()) {
      return List.of();
    }
    return list.stream().anyMatch(Objects::isNull)
        ? List.copyOf(list.stream().filter(Objects::nonNull).toList())
        : List.copyOf(list);
  }

  /** Sorted by key. */
  static Map<String, String> map(@Nullable Map<String, String> map) {
    if (map == null || map.isEmpty()) {
      return Map.of();
    }
    Map<String, String> sorted = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
      sorted.put(entry.getKey(), text(entry.getValue()));
    }
    return Collections.unmodifiableMap(sorted);
  }

  /** The elements of {@code list}, made harmless. */
  static List<String> harmless(@Nullable List<String> list) {
    List<String> harmless = new ArrayList<>();
    for (String text : list(list)) {
      harmless.add(Redaction.redact(text(text)));
    }
    return List.copyOf(harmless);
  }
}
