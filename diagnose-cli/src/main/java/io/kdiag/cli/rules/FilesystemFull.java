package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file system has no space left for users, or hardly any. Shares are of what users could have, as
 * df counts; large file systems must also undercut an amount.
 */
final class FilesystemFull implements Rule {
  private static final double WARNING_PERCENT = 5;
  private static final long WARNING_BYTES = 20L << 30;
  private static final double CRITICAL_PERCENT = 2;
  private static final long CRITICAL_BYTES = 4L << 30;

  @Override
  public String code() {
    return "FilesystemFull";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("EvictionThresholdNear");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    for (FilesystemSpace space : Filesystems.writable(host.last().filesystems())) {
      Severity severity = severity(space);
      if (severity != null) {
        findings.add(finding(host, space, severity));
      }
    }
    return findings;
  }

  /** How full it is; null: not full. */
  static @Nullable Severity severity(FilesystemSpace space) {
    long available = space.availableBytes();
    double left = 100 - Filesystems.usedPercent(space);
    if (available == 0 || (left < CRITICAL_PERCENT && available < CRITICAL_BYTES)) {
      return Severity.CRITICAL;
    }
    return left < WARNING_PERCENT && available < WARNING_BYTES ? Severity.WARNING : null;
  }

  private static Finding finding(HostEvidence host, FilesystemSpace space, Severity severity) {
    String at = space.mount().mountPoint();
    String use =
        Quantities.percent(Filesystems.usedPercent(space))
            + " of "
            + Quantities.bytes(space.sizeBytes())
            + " used, "
            + Quantities.bytes(space.availableBytes())
            + " left for users";
    return Finding.of(
            "FilesystemFull",
            severity,
            "filesystem/" + at,
            "file system "
                + at
                + (severity == Severity.CRITICAL ? " is full: " : " is nearly full: ")
                + use)
        .evidence(
            host.last().time(),
            "statvfs " + at,
            space.mount().device()
                + " ("
                + space.mount().type()
                + "): "
                + use
                + ", "
                + Quantities.bytes(space.freeBytes())
                + " free for root")
        .look(
            "Find the largest directories on it",
            "du -xh --max-depth=2 " + at + " | sort -h | tail -20")
        .look("Find deleted files that are still open", "lsof +L1 " + at)
        .disruptive(
            "Remove images that no container uses",
            "crictl rmi --prune",
            "df -h " + at,
            "images are pulled again when needed")
        .build();
  }
}
