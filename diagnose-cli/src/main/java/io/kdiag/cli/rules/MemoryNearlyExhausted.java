package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Meminfo;
import java.util.List;
import java.util.Set;

/**
 * Little memory is left that could be had without swapping or killing. On large machines the share
 * alone would speak too early, so an amount must be undercut as well.
 */
final class MemoryNearlyExhausted implements Rule {
  private static final double WARNING_PERCENT = 10;
  private static final long WARNING_BYTES = 4L << 30;
  private static final double CRITICAL_PERCENT = 5;
  private static final long CRITICAL_BYTES = 2L << 30;

  @Override
  public String code() {
    return "MemoryNearlyExhausted";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("MemoryPressure", "Swapping", "OutOfMemoryKills@" + cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Meminfo memory = Seen.value(host.last().memory());
    if (memory == null || memory.totalBytes() <= 0) {
      return List.of();
    }
    long available = memory.availableBytes();
    double percent = Rates.percent(available, memory.totalBytes());
    if (percent < CRITICAL_PERCENT && available < CRITICAL_BYTES) {
      return List.of(finding(host, memory, percent, Severity.CRITICAL));
    }
    return percent < WARNING_PERCENT && available < WARNING_BYTES
        ? List.of(finding(host, memory, percent, Severity.WARNING))
        : List.of();
  }

  private static Finding finding(
      HostEvidence host, Meminfo memory, double percent, Severity severity) {
    String left =
        Quantities.bytes(memory.availableBytes())
            + " of "
            + Quantities.bytes(memory.totalBytes())
            + " available ("
            + Quantities.percent(percent)
            + ")";
    String top = TopProcesses.byMemory(host);
    Finding.Builder finding =
        Finding.of(
                "MemoryNearlyExhausted",
                severity,
                "node/" + host.node(),
                "memory is nearly exhausted: "
                    + left
                    + (top.isEmpty() ? "" : "; most is held by " + top))
            .evidence(host.last().time(), "/proc/meminfo", left + swap(memory));
    if (top.isEmpty()) {
      finding.notChecked("which processes hold the memory");
    } else {
      finding.evidence(host.last().time(), "/proc/<pid>/stat", "resident: " + top);
    }
    return finding
        .look("See who holds it", "ps -eo pid,rss,comm --sort=-rss | head -15")
        .look("See what pods asked for and use", "kubectl top pods -A --sort-by=memory")
        .disruptive(
            "Move pods away before the kernel kills something",
            "kubectl drain " + host.node() + " --ignore-daemonsets",
            "grep MemAvailable /proc/meminfo",
            "kubectl uncordon " + host.node())
        .build();
  }

  private static String swap(Meminfo memory) {
    return memory.swapTotalBytes() == 0
        ? ", no swap"
        : ", swap " + Quantities.bytes(memory.swapFreeBytes()) + " free";
  }
}
