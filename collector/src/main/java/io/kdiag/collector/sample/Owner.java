package io.kdiag.collector.sample;

/**
 * Whose a cgroup is, in kubelet's words; empty where it is nobody's or not known. A pod's own
 * cgroup has no {@code container}; a sandbox has a {@code name} and no {@code container}. {@code
 * name} is the runtime's id of the container; its {@code image} is known where an API server tells.
 */
public record Owner(
    String namespace, String pod, String podUid, String container, String name, String image) {
  static final Owner NOBODY = new Owner("", "", "", "", "", "");

  /** Of no container of a pod's: the pod itself, its sandbox, or what is not known yet. */
  boolean isPodOnly() {
    return container.isEmpty();
  }
}
