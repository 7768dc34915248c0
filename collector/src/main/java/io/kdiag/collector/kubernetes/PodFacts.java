package io.kdiag.collector.kubernetes;

import java.util.Map;

/**
 * What the API server knows of one pod. {@code cgroupUid} is the uid in the names of its cgroups
 * and logs: that of a static pod is the hash of its file. {@code labels} are those that are
 * allowed; {@code ownerKind} is empty where it has no controller. Containers include initial and
 * ephemeral ones.
 */
public record PodFacts(
    String uid,
    String cgroupUid,
    String namespace,
    String name,
    Map<String, String> labels,
    String ownerKind,
    String ownerName,
    Map<String, ContainerFacts> containers) {

  public PodFacts {
    labels = Map.copyOf(labels);
    containers = Map.copyOf(containers);
  }

  /** What is known of a container; nothing where there is none of that name. */
  public ContainerFacts container(String called) {
    return containers.getOrDefault(called, ContainerFacts.NOTHING);
  }
}
