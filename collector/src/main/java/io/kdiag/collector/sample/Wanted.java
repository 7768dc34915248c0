package io.kdiag.collector.sample;

import io.kdiag.host.cgroup.CgroupPart;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a tick reads beyond what it always does; the rest is not even opened. {@code network} needs
 * {@code processes}.
 */
public record Wanted(
    Set<CgroupPart> cgroupParts, boolean processes, boolean network, boolean disk) {
  public static final Wanted DEFAULT =
      new Wanted(EnumSet.allOf(CgroupPart.class), true, true, false);

  public Wanted {
    cgroupParts = Set.copyOf(cgroupParts);
  }
}
