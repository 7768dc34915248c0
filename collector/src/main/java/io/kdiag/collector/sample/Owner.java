package io.kdiag.collector.sample;

/**
 * Whose a cgroup is, in kubelet's words; empty where it is nobody's or not known. A pod's own
 * cgroup has no {@code container}; a sandbox has a {@code name} and no {@code container}. {@code
 * name} is the runtime's id of the container.
 */
public record Owner(String namespace, String pod, String podUid, String container, String name) {
  static final Owner NOBODY = new Owner("", "", "", "", "");
}
