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

/** A file system can hold (nearly) no more files, whatever space it has. */
final class InodesExhausted implements Rule {
  private static final double WARNING_PERCENT = 5;
  private static final double CRITICAL_PERCENT = 1;

  @Override
  public String code() {
    return "InodesExhausted";
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
      double left = Rates.percent(space.inodesFree(), space.inodes());
      if (space.inodes() > 0 && left < WARNING_PERCENT) {
        findings.add(finding(host, space, left < CRITICAL_PERCENT));
      }
    }
    return findings;
  }

  private static Finding finding(HostEvidence host, FilesystemSpace space, boolean none) {
    String at = space.mount().mountPoint();
    String use =
        Quantities.count(space.inodesFree())
            + " of "
            + Quantities.count(space.inodes())
            + " inodes left";
    return Finding.of(
            "InodesExhausted",
            none ? Severity.CRITICAL : Severity.WARNING,
            "filesystem/" + at,
            "file system "
                + at
                + (none ? " can hold no more files: " : " can hold few more files: ")
                + use
                + ", though "
                + Quantities.bytes(space.availableBytes())
                + " of space are free")
        .evidence(
            host.last().time(),
            "statvfs " + at,
            space.mount().device() + " (" + space.mount().type() + "): " + use)
        .look(
            "Find the directories with most files",
            "du -x --inodes --max-depth=3 " + at + " | sort -n | tail -20")
        .look("Check", "df -i " + at)
        .build();
  }
}
