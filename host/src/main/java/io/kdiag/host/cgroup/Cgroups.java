package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The machine's cgroups, version 1 or 2, with what each uses and may use. */
public final class Cgroups {
  /** Some twenty times what a node of 250 pods has; what lies beyond is left out. */
  static final int MOST = 20_000;

  private Cgroups() {}

  /**
   * Reads the root, the system's slices and services down to depth 2, and all of Kubernetes: its
   * top levels, pods and containers, sorted by path. A cgroup that ended meanwhile is left out; one
   * that some hierarchy of version 1 does not have has that part absent.
   */
  public static Reading<List<CgroupUsage>> read(HostRoot root) {
    Set<CgroupPart> parts = EnumSet.of(CgroupPart.PRESSURE);
    return CgroupMounts.read(root)
        .map(mounts -> usages(root, root, mounts, parts, walk(root, mounts)));
  }

  /** All cgroups worth reading. */
  static CgroupWalk walk(HostRoot root, CgroupMounts mounts) {
    CgroupWalk walk = new CgroupWalk(MOST);
    for (String mount : mounts.distinct()) {
      walk.add(root, mount);
    }
    return walk;
  }

  /** What those of {@code walk} use that have not gone. */
  static List<CgroupUsage> usages(
      FileSource files,
      FileSource settings,
      CgroupMounts mounts,
      Set<CgroupPart> parts,
      CgroupWalk walk) {
    String unified = mounts.unified() ? mounts.cpu() : null;
    UsageV1 one = new UsageV1(files, settings, mounts, parts);
    UsageV2 two = new UsageV2(files, settings, unified == null ? "" : unified, parts);
    List<CgroupUsage> usages = new ArrayList<>(walk.found().size());
    for (CgroupId id : walk.found().values()) {
      CgroupUsage usage = unified == null ? one.read(id) : two.read(id);
      if (id.path().equals("/") || !isGone(usage)) {
        usages.add(usage);
      }
    }
    return List.copyOf(usages);
  }

  /**
   * Every cgroup that exists has one of these; ENOENT and ENODEV on all of them say that it ended.
   */
  private static boolean isGone(CgroupUsage usage) {
    return usage.cpu() instanceof Reading.Absent
        && usage.memory() instanceof Reading.Absent
        && usage.tasks() instanceof Reading.Absent;
  }
}
