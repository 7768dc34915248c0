package io.kdiag.host.cgroup;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the hierarchies are mounted on the host. On version 2 all four are one directory; on
 * version 1 each may be null, and several may be one (a joint {@code cpu,cpuacct}). A hybrid
 * machine, whose {@code unified} hierarchy has no controllers, is version 1.
 *
 * <pre>
 * 32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
 * 41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">/proc/pid/mountinfo</a>
 */
record CgroupMounts(
    boolean unified,
    @Nullable String cpu,
    @Nullable String cpuacct,
    @Nullable String memory,
    @Nullable String pids,
    @Nullable String blkio) {
  private static final String USUAL = "/sys/fs/cgroup";

  /** Looks at the mounts of the host's first process, then at its own, then at the usual places. */
  static Reading<CgroupMounts> read(HostRoot root) {
    for (String path : new String[] {"/proc/1/mountinfo", "/proc/self/mountinfo"}) {
      Reading<String> text = root.read(path, t -> t.string());
      if (text instanceof Reading.Present<String>(String value)) {
        CgroupMounts mounts = parse(value);
        if (mounts != null && mounts.exist(root)) {
          return Reading.present(mounts);
        }
      }
    }
    CgroupMounts usual = usual(root);
    return usual == null ? Reading.absent(USUAL) : Reading.present(usual);
  }

  /** What {@code mountinfo} says; null where it names no hierarchy with controllers. */
  static @Nullable CgroupMounts parse(String mountinfo) {
    @Nullable String[] found = new @Nullable String[6];
    int at = mountinfo.indexOf(" - cgroup");
    while (at >= 0) {
      int start = mountinfo.lastIndexOf('\n', at) + 1;
      int end = mountinfo.indexOf('\n', at);
      note(
          mountinfo.substring(start, at),
          mountinfo.substring(at + 3, end < 0 ? mountinfo.length() : end),
          found);
      at = mountinfo.indexOf(" - cgroup", at + 1);
    }
    String unified = found[5];
    if (found[0] != null || found[1] != null || found[2] != null || found[3] != null) {
      return new CgroupMounts(false, found[0], found[1], found[2], found[3], found[4]);
    }
    return unified == null ? null : unified(unified);
  }

  /** {@code left} ends with the mount's options, {@code right} is type, source, super options. */
  private static void note(String left, String right, @Nullable String[] found) {
    String[] words = left.split(" ", -1);
    String[] kind = right.split(" ", -1);
    if (words.length < 6 || kind.length < 3) {
      return;
    }
    String point = words[4];
    if (kind[0].equals("cgroup2")) {
      keep(found, 5, point);
    } else if (kind[0].equals("cgroup")) {
      for (String option : kind[2].split(",", -1)) {
        switch (option) {
          case "cpu" -> keep(found, 0, point);
          case "cpuacct" -> keep(found, 1, point);
          case "memory" -> keep(found, 2, point);
          case "pids" -> keep(found, 3, point);
          case "blkio" -> keep(found, 4, point);
          default -> {}
        }
      }
    }
  }

  /**
   * Of several mounts of one hierarchy (containers have theirs), the shortest path is the host's.
   */
  private static void keep(@Nullable String[] found, int index, String point) {
    String present = found[index];
    if (present == null || point.length() < present.length()) {
      found[index] = point;
    }
  }

  private static @Nullable CgroupMounts usual(HostRoot root) {
    if (Files.exists(root.resolve(USUAL + "/cgroup.controllers"))) {
      return unified(USUAL);
    }
    String cpu = directory(root, "cpu", "cpu,cpuacct");
    String cpuacct = directory(root, "cpuacct", "cpu,cpuacct");
    String memory = directory(root, "memory", "memory");
    String pids = directory(root, "pids", "pids");
    boolean none = cpu == null && cpuacct == null && memory == null && pids == null;
    String blkio = directory(root, "blkio", "blkio");
    return none ? null : new CgroupMounts(false, cpu, cpuacct, memory, pids, blkio);
  }

  private static @Nullable String directory(HostRoot root, String name, String joint) {
    if (Files.isDirectory(root.resolve(USUAL + "/" + name))) {
      return USUAL + "/" + name;
    }
    return Files.isDirectory(root.resolve(USUAL + "/" + joint)) ? USUAL + "/" + joint : null;
  }

  private static CgroupMounts unified(String mount) {
    return new CgroupMounts(true, mount, mount, mount, mount, mount);
  }

  /** Each directory that is walked, once: whatever has I/O counted is in one of these as well. */
  Set<String> distinct() {
    Set<String> distinct = new LinkedHashSet<>();
    for (String mount : new String[] {memory, pids, cpuacct, cpu}) {
      if (mount != null) {
        distinct.add(mount);
      }
    }
    return distinct;
  }

  /** The hierarchy whose {@code cgroup.procs} counts; null where there is none. */
  @Nullable String processes() {
    for (String mount : distinct()) {
      return mount;
    }
    return null;
  }

  private boolean exist(HostRoot root) {
    for (String mount : distinct()) {
      if (Files.isDirectory(root.resolve(mount))) {
        return true;
      }
    }
    return false;
  }
}
