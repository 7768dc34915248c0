package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.PressureStall;
import java.util.List;

/**
 * All processors are busy and tasks queue for them. Busy alone is no fault: batch work may use what
 * nobody else wants; so the kernel must also say that tasks waited, in the last ten seconds and in
 * the last minute.
 */
final class CpuSaturated implements Rule {
  private static final double BUSY_PERCENT = 95;
  private static final double WAITING_PERCENT = 40;
  private static final int QUEUE_PER_PROCESSOR = 2;

  @Override
  public String code() {
    return "CpuSaturated";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    CpuWindow cpu = CpuWindow.of(host);
    if (cpu == null || cpu.busy() <= BUSY_PERCENT) {
      return List.of();
    }
    PressureStall pressure = Seen.value(host.last().cpuPressure());
    LoadAverage load = Seen.value(host.last().load());
    String queue =
        pressure != null ? waiting(pressure) : load != null ? queued(load, cpu.processors()) : "";
    return queue.isEmpty() ? List.of() : List.of(finding(host, cpu, pressure != null, queue));
  }

  private static String waiting(PressureStall pressure) {
    PressureStall.Stall some = pressure.some();
    boolean wait = some.avg10() > WAITING_PERCENT && some.avg60() > WAITING_PERCENT;
    return wait
        ? "tasks waited for one in "
            + Quantities.percent(some.avg10())
            + " of the last 10 s and "
            + Quantities.percent(some.avg60())
            + " of the last minute"
        : "";
  }

  private static String queued(LoadAverage load, int processors) {
    int limit = QUEUE_PER_PROCESSOR * processors;
    return load.runnable() > limit && load.one() > limit
        ? load.runnable()
            + " tasks are running or queue, "
            + Quantities.decimal(load.one())
            + " on average of the last minute"
        : "";
  }

  private static Finding finding(HostEvidence host, CpuWindow cpu, boolean pressure, String queue) {
    String cause =
        "all "
            + cpu.processors()
            + " processors are busy ("
            + Quantities.percent(cpu.busy())
            + " over "
            + Quantities.seconds(Rates.window(host))
            + ") and "
            + queue;
    String top = TopProcesses.byCpu(host);
    Finding.Builder finding =
        Finding.of("CpuSaturated", Severity.WARNING, "node/" + host.node(), cause)
            .evidence(host.last().time(), "/proc/stat", cpu.said())
            .evidence(host.last().time(), pressure ? "/proc/pressure/cpu" : "/proc/loadavg", queue);
    if (top.isEmpty()) {
      finding.notChecked("which processes use the processors");
    } else {
      finding.evidence(host.last().time(), "/proc/<pid>/stat", "processors used: " + top);
    }
    return finding
        .look("See who uses the processors now", "top -b -n 1 -o %CPU | head -20")
        .disruptive(
            "Move work away, or give the greediest container a CPU limit",
            "kubectl cordon " + host.node(),
            "kdiag node --local",
            "kubectl uncordon " + host.node())
        .build();
  }
}
