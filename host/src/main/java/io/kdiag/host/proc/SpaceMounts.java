package io.kdiag.host.proc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the mounts whose space says something of the machine: file systems of local devices and
 * the machine's own tmpfs. Left out are those without storage, network ones (a dead server hangs
 * whoever asks), the containers' and pods' own, and all but the shortest path of a device that is
 * mounted several times.
 */
final class SpaceMounts {
  /** Everything else has no storage, or its storage is behind a network or another process. */
  private static final Set<String> TYPES =
      Set.of(
          "bcachefs",
          "btrfs",
          "devtmpfs",
          "exfat",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "jfs",
          "nilfs2",
          "ntfs3",
          "overlay",
          "reiserfs",
          "tmpfs",
          "ubifs",
          "vfat",
          "xfs",
          "zfs");

  private SpaceMounts() {}

  static List<Mount> choose(List<Mount> mounts) {
    Map<String, Mount> byPath = new LinkedHashMap<>();
    for (Mount mount : mounts) {
      byPath.remove(mount.mountPoint());
      byPath.put(mount.mountPoint(), mount);
    }
    Map<String, Mount> byDevice = new LinkedHashMap<>();
    for (Mount mount : byPath.values()) {
      if (isWanted(mount)) {
        byDevice.merge(mount.majorMinor(), mount, SpaceMounts::shorter);
      }
    }
    return new ArrayList<>(byDevice.values());
  }

  private static Mount shorter(Mount a, Mount b) {
    return b.mountPoint().length() < a.mountPoint().length() ? b : a;
  }

  static boolean isWanted(Mount mount) {
    return TYPES.contains(mount.type()) && !isKubernetes(mount.mountPoint()) && !isTiny(mount);
  }

  /** A sandbox's shm, a container's root, a pod's secret or emptyDir in memory. */
  private static boolean isKubernetes(String path) {
    return path.contains("/io.containerd.")
        || path.contains("/kubernetes.io~")
        || path.contains("/docker/overlay2/")
        || path.contains("/docker/containers/")
        || path.contains("/containers/storage/overlay")
        || path.contains("/netns/")
        || path.startsWith("/sys/")
        || path.startsWith("/proc/");
  }

  /** A file or directory masked by an empty tmpfs of a page at most. */
  private static boolean isTiny(Mount mount) {
    List<String> options = mount.superOptions();
    return mount.type().equals("tmpfs")
        && (options.contains("size=0k") || options.contains("size=4k"));
  }
}
