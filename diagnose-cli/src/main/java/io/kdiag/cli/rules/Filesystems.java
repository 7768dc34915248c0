package io.kdiag.cli.rules;

import io.kdiag.host.Reading;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file systems that can run full: writable ones, each once however often it is mounted. Images,
 * the kernel's own, and overlays (which show the space of what they lie on) are left out.
 */
final class Filesystems {
  private static final Set<String> NEVER_FULL =
      Set.of(
          "squashfs",
          "iso9660",
          "erofs",
          "cramfs",
          "romfs",
          "udf",
          "overlay",
          "aufs",
          "efivarfs",
          "devtmpfs",
          "devpts",
          "proc",
          "sysfs",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "bpf",
          "pstore",
          "configfs",
          "securityfs",
          "autofs",
          "ramfs",
          "nsfs",
          "mqueue",
          "hugetlbfs",
          "fusectl",
          "binfmt_misc",
          "rpc_pipefs",
          "fuse.lxcfs",
          "fuse.snapfuse");
  private static final long SMALLEST_BYTES = 1 << 20;

  private Filesystems() {}

  /** Those that can be filled, in the order of the mounts. */
  static List<FilesystemSpace> writable(Reading<List<FilesystemSpace>> reading) {
    List<FilesystemSpace> writable = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (FilesystemSpace space : Seen.list(reading)) {
      Mount mount = space.mount();
      boolean fillable =
          space.sizeBytes() >= SMALLEST_BYTES
              && !NEVER_FULL.contains(mount.type())
              && !readOnly(mount);
      if (fillable && known.add(key(mount))) {
        writable.add(space);
      }
    }
    return writable;
  }

  /**
   * Asked for, or after an error: ext4 says the latter with {@code emergency_ro} (seen on 6.18).
   */
  static boolean readOnly(Mount mount) {
    return mount.options().contains("ro")
        || mount.superOptions().contains("ro")
        || mount.superOptions().contains("emergency_ro");
  }

  /** The same for two mounts of one file system. */
  static String key(Mount mount) {
    return mount.device().startsWith("/dev/") ? mount.device() : mount.majorMinor();
  }

  /** What users without privilege use of what they could, in percent: df's Use%. */
  static double usedPercent(FilesystemSpace space) {
    long used = used(space);
    return Rates.percent(used, used + space.availableBytes());
  }

  static long used(FilesystemSpace space) {
    return space.sizeBytes() - space.freeBytes();
  }
}
