package io.kdiag.collector.kubernetes;

import java.util.Map;

/**
 * All that the API server has told so far, pods by the uid in their cgroups' names. {@code version}
 * grows with each change.
 */
public record ClusterFacts(long version, Map<String, PodFacts> pods, NodeFacts node) {
  public static final ClusterFacts UNKNOWN = new ClusterFacts(0, Map.of(), NodeFacts.UNKNOWN);

  public ClusterFacts {
    pods = Map.copyOf(pods);
  }
}
