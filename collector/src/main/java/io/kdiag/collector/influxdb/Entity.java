package io.kdiag.collector.influxdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of Heapster's entities (node, pod, ...) at one tick: its tags and its metrics. */
final class Entity {
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<Metric> metrics = new ArrayList<>();

  /**
   * {@code group} is what stands before the slash of Heapster's name, {@code name} the rest; {@code
   * resource} is the device, or empty.
   */
  record Metric(String group, String name, String resource, Number value) {}

  Entity tag(String name, String value) {
    if (!value.isEmpty()) {
      tags.put(name, value);
    }
    return this;
  }

  /** Nothing for what is not known. */
  void add(String group, String name, @Nullable Number value) {
    add(group, name, "", value);
  }

  /** Nothing for what is not known. */
  void add(String group, String name, String resource, @Nullable Number value) {
    if (value != null) {
      metrics.add(new Metric(group, name, resource, value));
    }
  }

  Map<String, String> tags() {
    return tags;
  }

  List<Metric> metrics() {
    return metrics;
  }
}
