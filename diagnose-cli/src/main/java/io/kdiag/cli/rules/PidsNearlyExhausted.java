package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.PidLimits;
import java.util.List;

/** The machine has nearly as many processes and threads as it may have. */
final class PidsNearlyExhausted implements Rule {
  private static final double WARNING_PERCENT = 80;
  private static final double CRITICAL_PERCENT = 95;

  @Override
  public String code() {
    return "PidsNearlyExhausted";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    PidLimits pids = Seen.value(host.last().pids());
    if (pids == null) {
      return List.of();
    }
    double percent = Rates.percent(pids.tasks(), limit(pids));
    return percent > WARNING_PERCENT ? List.of(finding(host, pids, percent)) : List.of();
  }

  private static long limit(PidLimits pids) {
    return Math.min(pids.pidMax(), pids.threadsMax());
  }

  private static Finding finding(HostEvidence host, PidLimits pids, double percent) {
    boolean full = percent > CRITICAL_PERCENT;
    String sysctl = pids.pidMax() <= pids.threadsMax() ? "kernel.pid_max" : "kernel.threads-max";
    String use =
        Quantities.count(pids.tasks())
            + " of "
            + Quantities.count(limit(pids))
            + " ("
            + Quantities.percent(percent)
            + ")";
    String top = TopProcesses.byThreads(host);
    Finding.Builder finding =
        Finding.of(
                "PidsNearlyExhausted",
                full ? Severity.CRITICAL : Severity.WARNING,
                "node/" + host.node(),
                "the machine "
                    + (full ? "can start nothing more: " : "can start few more processes: ")
                    + use
                    + " processes and threads exist")
            .evidence(
                host.last().time(),
                "/proc/loadavg, /proc/sys/kernel/pid_max, threads-max",
                use + ", limited by " + sysctl);
    if (!top.isEmpty()) {
      finding.evidence(host.last().time(), "/proc/<pid>/stat", "threads: " + top);
    }
    return finding
        .look("See who starts so many", "ps -eLo ppid,comm | sort | uniq -c | sort -rn | head")
        .safe(
            "Raise the limit now; write it to /etc/sysctl.d too",
            "sysctl -w " + sysctl + "=" + Math.min(4_194_304, 4 * limit(pids)),
            "sysctl " + sysctl,
            "sysctl -w " + sysctl + "=" + limit(pids))
        .build();
  }
}
