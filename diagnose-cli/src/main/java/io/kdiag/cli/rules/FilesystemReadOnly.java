package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernel made a file system read-only because of an error. A mount that someone asked to be
 * read-only has {@code ro} among the mount's own options and in its super block's; after an error
 * only the super block's say so.
 */
final class FilesystemReadOnly implements Rule {
  private static final Set<String> WRITABLE_TYPES =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "f2fs",
          "jfs",
          "nilfs2",
          "bcachefs",
          "vfat",
          "exfat",
          "reiserfs");
  private static final Set<String> EXT = Set.of("ext2", "ext3", "ext4");

  @Override
  public String code() {
    return "FilesystemReadOnly";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("Ext4Error", "FilesystemIsReadOnly", "Ext4Warning");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (FilesystemSpace space : Seen.list(host.last().filesystems())) {
      Mount mount = space.mount();
      if (WRITABLE_TYPES.contains(mount.type()) && Filesystems.readOnly(mount)) {
        Finding finding = judge(host, mount);
        if (finding != null && known.add(Filesystems.key(mount))) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static @Nullable Finding judge(HostEvidence host, Mount mount) {
    Occurrence said = saidByKernel(host, mount);
    if (said != null) {
      return finding(host, mount, Severity.CRITICAL, Confidence.CERTAIN, said);
    }
    List<String> superOptions = mount.superOptions();
    boolean asked = mount.options().contains("ro");
    if (superOptions.contains("emergency_ro") || (superOptions.contains("ro") && !asked)) {
      return finding(host, mount, Severity.CRITICAL, Confidence.LIKELY, null);
    }
    boolean onErrors = EXT.contains(mount.type()) && superOptions.contains("errors=remount-ro");
    return superOptions.contains("ro") && onErrors
        ? finding(host, mount, Severity.WARNING, Confidence.POSSIBLE, null)
        : null;
  }

  /** What the kernel log holds against the mount's device, if anything. */
  private static @Nullable Occurrence saidByKernel(HostEvidence host, Mount mount) {
    String name = mount.device().substring(mount.device().lastIndexOf('/') + 1);
    String mapped = mount.device().startsWith("/dev/mapper/") ? "dm-" + minor(mount) : name;
    for (Occurrence problem : Seen.list(host.problems())) {
      String device = problem.details().get("device");
      boolean filesystem =
          problem.code().startsWith("Ext4Error")
              || problem.code().contains("ReadOnly")
              || problem.code().contains("Readonly")
              || problem.code().startsWith("Btrfs");
      if (filesystem && (name.equals(device) || mapped.equals(device))) {
        return problem;
      }
    }
    return null;
  }

  private static String minor(Mount mount) {
    return mount.majorMinor().substring(mount.majorMinor().indexOf(':') + 1);
  }

  private static Finding finding(
      HostEvidence host,
      Mount mount,
      Severity severity,
      Confidence confidence,
      @Nullable Occurrence said) {
    String at = mount.mountPoint();
    String cause =
        "file system "
            + at
            + " ("
            + mount.device()
            + ") is read-only"
            + (confidence == Confidence.POSSIBLE
                ? "; it is set to become so after an error"
                : " after an error: nothing can be written to it");
    Finding.Builder finding =
        Finding.of("FilesystemReadOnly", severity, "filesystem/" + at, cause)
            .confidence(confidence)
            .evidence(
                host.last().time(),
                "/proc/1/mountinfo",
                at
                    + " mounted "
                    + String.join(",", mount.options())
                    + ", super block "
                    + String.join(",", mount.superOptions()));
    if (said == null) {
      finding.notChecked("the kernel log holds no error of " + mount.device() + " (any more)");
    } else {
      finding.since(said.first());
      for (Occurrence.Line line : said.lines()) {
        finding.evidence(line.time(), host.kernelLogFrom(), line.text());
      }
    }
    return finding
        .look("See what the kernel said of it", "dmesg -T | grep -iE 'ext4|xfs|btrfs|i/o error'")
        .disruptive(
            "Stop what uses it, check it, mount it again",
            "umount " + at + " && fsck -f " + mount.device() + " && mount " + at,
            "touch " + at + "/.kdiag && rm " + at + "/.kdiag",
            "")
        .build();
  }
}
