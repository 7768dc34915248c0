package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import java.util.List;
import java.util.Map;

/** Placeholder. */
final class DiskUses {
  DiskUses(HostRoot root) {}

  Map<String, DiskUse> of(List<OwnedCgroup> all, List<ContainerLog> logs) {
    return Map.of();
  }
}
