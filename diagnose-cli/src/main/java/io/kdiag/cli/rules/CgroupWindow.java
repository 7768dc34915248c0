package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cgroup at the window's end, and at its start where it was there already. */
record CgroupWindow(@Nullable CgroupUsage first, CgroupUsage last) {

  /** All cgroups at the window's end. */
  static List<CgroupWindow> of(HostEvidence host) {
    Map<String, CgroupUsage> before = new HashMap<>();
    for (CgroupUsage usage : Seen.list(host.first().cgroups())) {
      before.put(usage.id().path(), usage);
    }
    List<CgroupWindow> windows = new ArrayList<>();
    for (CgroupUsage usage : Seen.list(host.last().cgroups())) {
      windows.add(new CgroupWindow(before.get(usage.id().path()), usage));
    }
    return windows;
  }

  /**
   * Those of {@code found} that have no other one of them below: where a pod and its container both
   * show it, the container is meant.
   */
  static List<CgroupWindow> deepest(List<CgroupWindow> found) {
    List<CgroupWindow> deepest = new ArrayList<>();
    for (CgroupWindow window : found) {
      if (!hasBelow(window.path(), found)) {
        deepest.add(window);
      }
    }
    return deepest;
  }

  private static boolean hasBelow(String path, List<CgroupWindow> found) {
    String prefix = path.endsWith("/") ? path : path + "/";
    for (CgroupWindow other : found) {
      if (!other.path().equals(path) && other.path().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  String path() {
    return last.id().path();
  }
}
