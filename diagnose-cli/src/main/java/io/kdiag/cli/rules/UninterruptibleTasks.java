package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Programs stand in uninterruptible sleep (state D): they wait for a disk, a file server or a
 * driver, and cannot even be killed. One that does much input and output is met in that state by
 * chance, so it must have been in it at both ends of the window and have used no processor time in
 * between.
 */
final class UninterruptibleTasks implements Rule {
  private static final int QUOTED = 5;

  @Override
  public String code() {
    return "UninterruptibleTasks";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Map<Integer, ProcessStat> before = TopProcesses.byPid(host.first().processes());
    List<ProcessStat> stuck = new ArrayList<>();
    for (ProcessStat process : Seen.list(host.last().processes())) {
      if (isStuck(before.get(process.pid()), process)) {
        stuck.add(process);
      }
    }
    return stuck.isEmpty() ? List.of() : List.of(finding(host, stuck));
  }

  private static boolean isStuck(@Nullable ProcessStat then, ProcessStat now) {
    return then != null
        && now.state() == 'D'
        && then.state() == 'D'
        && then.startSeconds() == now.startSeconds()
        && then.cpuSeconds() == now.cpuSeconds()
        && !now.kernelThread();
  }

  private static Finding finding(HostEvidence host, List<ProcessStat> stuck) {
    ProcessStat first = stuck.get(0);
    String who = Owner.process(host, first.name(), first.pid(), first.cgroup());
    int others = stuck.size() - 1;
    Occurrence hung = hung(host, stuck);
    String cause =
        who
            + (others == 0
                ? " hangs"
                : " and " + others + (others == 1 ? " other hang" : " others hang"))
            + " in the kernel (state D) for at least "
            + Quantities.seconds(Rates.window(host))
            + ": a disk, a file server or a driver does not answer, and it cannot be killed";
    Finding.Builder finding =
        Finding.of("UninterruptibleTasks", Severity.WARNING, "node/" + host.node(), cause)
            .confidence(hung == null ? Confidence.LIKELY : Confidence.CERTAIN);
    for (ProcessStat process : stuck.subList(0, Math.min(QUOTED, stuck.size()))) {
      finding.evidence(
          host.last().time(),
          "/proc/" + process.pid() + "/stat",
          Owner.process(host, process.name(), process.pid(), process.cgroup())
              + " state D at both ends, no processor time used"
              + (process.commandLine().isEmpty() ? "" : ": " + process.commandLine()));
    }
    if (hung != null) {
      finding.since(hung.first());
      for (Occurrence.Line line : hung.lines()) {
        finding.evidence(line.time(), host.kernelLogFrom(), line.text());
      }
    }
    return finding
        .look("See where in the kernel it waits", "cat /proc/" + first.pid() + "/stack")
        .look(
            "See whether a file server is mounted and answers",
            "grep -E ' (nfs4?|cifs|ceph|fuse[^ ]*) ' /proc/mounts")
        .look(
            "See the kernel's word",
            "dmesg -T | grep -iE 'blocked for more than|i/o error|not responding'")
        .build();
  }

  /** What the kernel's hung task detector said of one of them, if anything. */
  private static @Nullable Occurrence hung(HostEvidence host, List<ProcessStat> stuck) {
    for (Occurrence problem : Seen.list(host.problems())) {
      for (ProcessStat process : stuck) {
        String mark = process.name() + ":" + process.pid() + " blocked for more than";
        for (Occurrence.Line line : problem.lines()) {
          if (line.text().contains(mark)) {
            return problem;
          }
        }
      }
    }
    return null;
  }
}
