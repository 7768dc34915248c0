package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes that use most of something, as one line of text; empty where none was read. */
final class TopProcesses {
  private static final int SHOWN = 4;

  private TopProcesses() {}

  private record Use(ProcessStat process, double amount, String unit) {
    String said() {
      return unit.equals("bytes")
          ? Quantities.bytes((long) amount)
          : unit.equals("threads") ? Quantities.count((long) amount) : Quantities.decimal(amount);
    }
  }

  /**
   * By processor time in the window, in processors: {@code java (pid 12) 1.9, gzip (pid 7) 0.4}.
   */
  static String byCpu(HostEvidence host) {
    Map<Integer, ProcessStat> before = byPid(host.first().processes());
    List<Use> uses = new ArrayList<>();
    for (ProcessStat process : Seen.list(host.last().processes())) {
      ProcessStat then = before.get(process.pid());
      double usedBefore =
          then != null && then.startSeconds() == process.startSeconds() ? then.cpuSeconds() : 0;
      double processors = Rates.perSecond(host, process.cpuSeconds() - usedBefore);
      if (processors >= 0.05) {
        uses.add(new Use(process, processors, "processors"));
      }
    }
    return text(host, uses);
  }

  /** By resident memory: {@code java (pid 12) 3.1 GiB, postgres (pid 9) 1.0 GiB}. */
  static String byMemory(HostEvidence host) {
    List<Use> uses = new ArrayList<>();
    for (ProcessStat process : Seen.list(host.last().processes())) {
      if (process.residentBytes() > 0) {
        uses.add(new Use(process, process.residentBytes(), "bytes"));
      }
    }
    return text(host, uses);
  }

  /** By number of threads: {@code java (pid 12) 4000, nginx (pid 9) 64}. */
  static String byThreads(HostEvidence host) {
    List<Use> uses = new ArrayList<>();
    for (ProcessStat process : Seen.list(host.last().processes())) {
      uses.add(new Use(process, process.threads(), "threads"));
    }
    return text(host, uses);
  }

  static Map<Integer, ProcessStat> byPid(Reading<List<ProcessStat>> processes) {
    Map<Integer, ProcessStat> byPid = new HashMap<>();
    for (ProcessStat process : Seen.list(processes)) {
      byPid.put(process.pid(), process);
    }
    return byPid;
  }

  private static String text(HostEvidence host, List<Use> uses) {
    uses.sort(TopProcesses::mostFirst);
    StringBuilder text = new StringBuilder();
    for (Use use : uses.subList(0, Math.min(SHOWN, uses.size()))) {
      ProcessStat process = use.process();
      text.append(text.isEmpty() ? "" : ", ")
          .append(Owner.process(host, process.name(), process.pid(), process.cgroup()))
          .append(' ')
          .append(use.said());
    }
    return text.toString();
  }

  private static int mostFirst(Use a, Use b) {
    int order = Double.compare(b.amount(), a.amount());
    return order != 0 ? order : Integer.compare(a.process().pid(), b.process().pid());
  }
}
