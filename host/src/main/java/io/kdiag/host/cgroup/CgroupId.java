package io.kdiag.host.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * Whose a cgroup is, from its path alone: {@code podUid} (dashes as in the API; a static pod's
 * config hash), {@code containerId},\n * {@code runtime} (containerd, cri-o, docker; null where the
 * path does not say). Both null: a slice or service of the system.
 */
public record CgroupId(
    String path, @Nullable String podUid, @Nullable String containerId, @Nullable String runtime) {

  public boolean isContainer() {
    return containerId != null;
  }

  public boolean isPod() {
    return podUid != null && containerId == null;
  }
}
