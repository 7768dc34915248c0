package io.kdiag.host.cgroup;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return switch (CgroupMounts.read(root)) {
      case Reading.Present<CgroupMounts>(CgroupMounts mounts) ->
          Reading.present(read(root, mounts));
      case Reading.Absent<CgroupMounts>(String source) -> Reading.absent(source);
      case Reading.Unreadable<CgroupMounts>(String source, String reason) ->
          Reading.unreadable(source, reason);
      case Reading.Malformed<CgroupMounts>(String source, String problem) ->
          Reading.malformed(source, problem);
    };
  }

  private static List<CgroupUsage> read(HostRoot root, CgroupMounts mounts) {
    CgroupWalk walk = new CgroupWalk(MOST);
    for (String mount : mounts.distinct()) {
      walk.add(root, mount);
    }
    String unified = mounts.unified() ? mounts.cpu() : null;
    List<CgroupUsage> usages = new ArrayList<>(walk.found().size());
    for (CgroupId id : walk.found().values()) {
      CgroupUsage usage = read(root, mounts, unified, id);
      if (id.path().equals("/") || !isGone(usage)) {
        usages.add(usage);
      }
    }
    return List.copyOf(usages);
  }

  private static CgroupUsage read(
      HostRoot root, CgroupMounts mounts, @Nullable String unified, CgroupId id) {
    return unified == null
        ? new UsageV1(root, mounts).read(id)
        : new UsageV2(root, unified).read(id);
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
