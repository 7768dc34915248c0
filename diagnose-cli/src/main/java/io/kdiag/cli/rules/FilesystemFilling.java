package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file system fills so fast that it would be full within a day if that went on. A few seconds
 * cannot show that it will: so it is a possibility, and a warning only when it is a matter of an
 * hour.
 */
final class FilesystemFilling implements Rule {
  private static final double USED_PERCENT = 60;
  private static final double DAY_SECONDS = 86_400;
  private static final double HOUR_SECONDS = 3600;
  private static final double BYTES_PER_SECOND = 1 << 20;
  private static final double SHARE_OF_SIZE_PERCENT = 1;
  private static final long SMALLEST_GROWTH = 1 << 20;

  @Override
  public String code() {
    return "FilesystemFilling";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Map<String, FilesystemSpace> before = new HashMap<>();
    for (FilesystemSpace space : Filesystems.writable(host.first().filesystems())) {
      before.put(Filesystems.key(space.mount()), space);
    }
    List<Finding> findings = new ArrayList<>();
    for (FilesystemSpace last : Filesystems.writable(host.last().filesystems())) {
      FilesystemSpace first = before.get(Filesystems.key(last.mount()));
      if (first != null && FilesystemFull.severity(last) == null) {
        long grown = Filesystems.used(last) - Filesystems.used(first);
        if (grown >= SMALLEST_GROWTH && fills(host, last, grown)) {
          findings.add(finding(host, last, grown));
        }
      }
    }
    return findings;
  }

  private static boolean fills(HostEvidence host, FilesystemSpace space, long grown) {
    double rate = Rates.perSecond(host, (double) grown);
    boolean fast =
        rate >= BYTES_PER_SECOND
            || Rates.percent(grown, space.sizeBytes()) >= SHARE_OF_SIZE_PERCENT;
    return fast
        && Filesystems.usedPercent(space) > USED_PERCENT
        && space.availableBytes() / rate < DAY_SECONDS;
  }

  private static Finding finding(HostEvidence host, FilesystemSpace space, long grown) {
    double rate = Rates.perSecond(host, (double) grown);
    double left = space.availableBytes() / rate;
    String at = space.mount().mountPoint();
    String cause =
        "file system "
            + at
            + " fills by "
            + Quantities.bytes((long) rate)
            + "/s: "
            + Quantities.bytes(space.availableBytes())
            + " are left ("
            + Quantities.percent(Filesystems.usedPercent(space))
            + " used), enough for "
            + Quantities.seconds(left)
            + " if this goes on";
    return Finding.of(
            "FilesystemFilling",
            left < HOUR_SECONDS ? Severity.WARNING : Severity.INFO,
            "filesystem/" + at,
            cause)
        .confidence(Confidence.POSSIBLE)
        .evidence(
            host.last().time(),
            "statvfs " + at,
            "grew by " + Quantities.bytes(grown) + " in " + Quantities.seconds(Rates.window(host)))
        .notChecked("whether it grows all the time: watch longer with --for 60s")
        .look(
            "Find what was written last", "find " + at + " -xdev -mmin -1 -size +1M -ls | head -20")
        .look("See who writes", "iotop -obn 2")
        .latent()
        .build();
  }
}
