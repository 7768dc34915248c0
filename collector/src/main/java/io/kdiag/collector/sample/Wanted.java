package io.kdiag.collector.sample;

import io.kdiag.host.cgroup.CgroupPart;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tick reads beyond what it always does; the rest is not even opened. {@code network} needs
 * {@code processes}; disks are walked where {@code kubeletDirectory} says where kubelet keeps pods'
 * volumes.
 */
public record Wanted(
    Set<CgroupPart> cgroupParts,
    boolean processes,
    boolean network,
    @Nullable String kubeletDirectory) {
  public static final Wanted DEFAULT =
      new Wanted(EnumSet.allOf(CgroupPart.class), true, true, null);

  public Wanted {
    cgroupParts = Set.copyOf(cgroupParts);
  }
}
