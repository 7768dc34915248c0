package io.kdiag.collector.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exposition in the text format, read the slow and plain way. */
final class Exposed {
  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: (-?\\d+))?$");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A series by family and sorted labels. */
  record Series(String family, Map<String, String> labels) {
    String label(String name) {
      return labels.getOrDefault(name, "");
    }

    Series without(String name) {
      Map<String, String> rest = new TreeMap<>(labels);
      rest.remove(name);
      return new Series(family, rest);
    }
  }

  private final Map<Series, Double> values = new HashMap<>();
  private final Map<Series, Long> times = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();

  static Exposed parse(String text) {
    Exposed all = new Exposed();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        all.types.put(words[2], words[3]);
      } else if (!line.startsWith("#") && !line.isBlank()) {
        all.add(line);
      }
    }
    return all;
  }

  private void add(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    if (sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    Series series = new Series(sample.group(1), labels);
    String number = sample.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    if (values.put(series, Double.parseDouble(number)) != null) {
      throw new IllegalArgumentException("twice: " + line);
    }
    if (sample.group(4) != null) {
      times.put(series, Long.parseLong(sample.group(4)));
    }
  }

  Map<Series, Double> values() {
    return values;
  }

  Map<Series, Long> times() {
    return times;
  }

  String type(String family) {
    return types.getOrDefault(family, "untyped");
  }

  boolean hasFamily(String family) {
    return types.containsKey(family);
  }
}
