package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for file systems that the kernel made read-only: mounted {@code rw}, but their super block
 * is {@code ro} (or {@code emergency_ro}, which ext4 says since Linux 6.15). What somebody mounted
 * read-only says {@code ro} in both places. Problem {@code FilesystemIsReadOnly}, whose device is
 * named as the kernel log names it.
 */
public record ReadonlyMounts(HostRoot root) implements Probe {
  private static final String CODE = "FilesystemIsReadOnly";
  private static final String SOURCE = "/proc/1/mountinfo";
  private static final Set<String> TYPES = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs");

  @Override
  public String name() {
    return "readonly-mounts";
  }

  @Override
  public List<Judgement> look(Instant now) {
    return Mount.readAll(root)
        .optional()
        .map(mounts -> List.of(new Judgement(CODE, now, find(mounts))))
        .orElse(List.of());
  }

  private List<Sighting> find(List<Mount> mounts) {
    List<Sighting> found = new ArrayList<>();
    Set<String> devices = new HashSet<>();
    for (Mount mount : mounts) {
      if (isForced(mount)) {
        String device = device(mount);
        if (devices.add(device)) {
          String text =
              mount.mountPoint()
                  + (" " + mount.type() + " " + String.join(",", mount.options()))
                  + (", super block " + String.join(",", mount.superOptions()));
          found.add(new Sighting(Map.of("device", device), SOURCE, text));
        }
      }
    }
    return found;
  }

  private static boolean isForced(Mount mount) {
    List<String> superBlock = mount.superOptions();
    boolean turned = superBlock.contains("ro") && mount.options().contains("rw");
    return TYPES.contains(mount.type()) && (turned || superBlock.contains("emergency_ro"));
  }

  /** {@code dm-0} for {@code /dev/mapper/data}: /sys/dev/block/254:0 is a link to it. */
  private String device(Mount mount) {
    try {
      Path link = Files.readSymbolicLink(root.resolve("/sys/dev/block/" + mount.majorMinor()));
      return String.valueOf(link.getFileName());
    } catch (IOException e) {
      // btrfs has numbers of its own, and a recording may lack the link.
      return mount.device().substring(mount.device().lastIndexOf('/') + 1);
    }
  }
}
