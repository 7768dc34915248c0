package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Vmstat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory goes to swap and comes back all the time. What went there once and stays is no fault: both
 * directions must be busy.
 */
final class Swapping implements Rule {
  private static final double PAGES_PER_SECOND = 1000;
  private static final double PAGES_IN_PER_SECOND = 200;

  @Override
  public String code() {
    return "Swapping";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    double in = rate(host, "pswpin");
    double out = rate(host, "pswpout");
    return in + out > PAGES_PER_SECOND && in > PAGES_IN_PER_SECOND
        ? List.of(finding(host, in, out))
        : List.of();
  }

  private static double rate(HostEvidence host, String counter) {
    Long first = counter(Seen.value(host.first().vmstat()), counter);
    Long last = counter(Seen.value(host.last().vmstat()), counter);
    return first == null || last == null
        ? 0
        : Rates.perSecond(host, (double) Rates.grown(first, last));
  }

  private static @Nullable Long counter(@Nullable Vmstat vmstat, String name) {
    return vmstat == null ? null : vmstat.counters().get(name);
  }

  private static Finding finding(HostEvidence host, double in, double out) {
    String rates =
        Quantities.count(Math.round(in))
            + " pages/s in and "
            + Quantities.count(Math.round(out))
            + " pages/s out over "
            + Quantities.seconds(Rates.window(host));
    String top = TopProcesses.byMemory(host);
    Finding.Builder finding =
        Finding.of(
                "Swapping",
                Severity.WARNING,
                "node/" + host.node(),
                "memory is swapped to and fro: " + rates + "; whoever needs it waits for a disk")
            .evidence(host.last().time(), "/proc/vmstat", "pswpin, pswpout: " + rates);
    if (!top.isEmpty()) {
      finding.evidence(host.last().time(), "/proc/<pid>/stat", "resident: " + top);
    }
    return finding
        .look("Watch columns si and so", "vmstat 2 10")
        .look(
            "See whose memory is in swap",
            "grep -H VmSwap /proc/[0-9]*/status | sort -k2 -n | tail")
        .build();
  }
}
