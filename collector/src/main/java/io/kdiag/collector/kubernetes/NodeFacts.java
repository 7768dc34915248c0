package io.kdiag.collector.kubernetes;

import java.util.Map;

/** What the API server knows of the node: resources in cores, bytes and pods. */
public record NodeFacts(Map<String, Double> capacity, Map<String, Double> allocatable) {
  public static final NodeFacts UNKNOWN = new NodeFacts(Map.of(), Map.of());

  public NodeFacts {
    capacity = Map.copyOf(capacity);
    allocatable = Map.copyOf(allocatable);
  }
}
