package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.PressureStall;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks lose much of their time waiting for memory: pages are read again as soon as dropped. */
final class MemoryPressure implements Rule {
  private static final double FULL_AVG10 = 10;
  private static final double FULL_AVG60 = 5;
  private static final double SOME_AVG60 = 20;

  @Override
  public String code() {
    return "MemoryPressure";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("Swapping");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    PressureStall pressure = Seen.value(host.last().memoryPressure());
    if (pressure == null) {
      return List.of();
    }
    PressureStall.Stall full = pressure.full();
    boolean all = full != null && full.avg10() > FULL_AVG10 && full.avg60() > FULL_AVG60;
    boolean some = pressure.some().avg10() > FULL_AVG10 && pressure.some().avg60() > SOME_AVG60;
    return all || some ? List.of(finding(host, pressure)) : List.of();
  }

  private static Finding finding(HostEvidence host, PressureStall pressure) {
    String most = most(host);
    String cause =
        "tasks wait for memory: some for "
            + Quantities.percent(pressure.some().avg10())
            + " of the last 10 s and "
            + Quantities.percent(pressure.some().avg60())
            + " of the last minute"
            + (most.isEmpty() ? "" : ", most of all those of " + most);
    Finding.Builder finding =
        Finding.of("MemoryPressure", Severity.WARNING, "node/" + host.node(), cause)
            .evidence(host.last().time(), "/proc/pressure/memory", "some " + said(pressure.some()));
    PressureStall.Stall full = pressure.full();
    if (full != null) {
      finding.evidence(host.last().time(), "/proc/pressure/memory", "full " + said(full));
    }
    return finding
        .look(
            "See what is read back again and again",
            "grep -E 'workingset_refault|pgmajfault' /proc/vmstat")
        .look("See who holds the memory", "ps -eo pid,rss,comm --sort=-rss | head -15")
        .build();
  }

  private static String said(PressureStall.Stall stall) {
    return "avg10="
        + Quantities.hundredths(stall.avg10())
        + " avg60="
        + Quantities.hundredths(stall.avg60())
        + " avg300="
        + Quantities.hundredths(stall.avg300());
  }

  /** The container or other cgroup whose tasks wait most; empty where no cgroup says. */
  private static String most(HostEvidence host) {
    CgroupUsage most = null;
    double highest = SOME_AVG60 / 2;
    for (CgroupUsage usage : Seen.list(host.last().cgroups())) {
      double waits = waits(usage);
      boolean below = most != null && usage.id().path().startsWith(most.id().path() + "/");
      if (!usage.id().path().equals("/") && (waits > highest || (below && waits == highest))) {
        most = usage;
        highest = waits;
      }
    }
    return most == null ? "" : Owner.of(host, most.id()).name();
  }

  private static double waits(CgroupUsage usage) {
    @Nullable PressureStall pressure = Seen.value(usage.memoryPressure());
    return pressure == null ? 0 : pressure.some().avg10();
  }
}
