package io.kdiag.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One object of a manifest, with paths into it: {@code at("spec", "template", "spec")}. */
record Manifest(Map<String, Object> yaml) {
  private static final Set<String> WORKLOADS = Set.of("DaemonSet", "Deployment", "StatefulSet");

  String kind() {
    return String.valueOf(yaml.get("kind"));
  }

  String name() {
    return String.valueOf(at("metadata", "name"));
  }

  boolean isWorkload() {
    return WORKLOADS.contains(kind());
  }

  /** The value there; an empty map where there is none. */
  Object at(String... path) {
    return in(yaml, path);
  }

  static Object in(Object from, String... path) {
    Object value = from;
    for (String key : path) {
      Object next = value instanceof Map<?, ?> map ? map.get(key) : null;
      value = next == null ? Map.of() : next;
    }
    return value;
  }

  Object pod(String... path) {
    return in(at("spec", "template", "spec"), path);
  }

  /** The containers of a workload's pod. */
  List<?> containers() {
    return pod("containers") instanceof List<?> list ? list : List.of();
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}
