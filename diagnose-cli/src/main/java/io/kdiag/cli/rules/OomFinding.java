package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How {@link OutOfMemoryKills} tells of kills that hit the same container, cgroup or machine. */
final class OomFinding {
  private static final String CODE = "OutOfMemoryKills";
  private static final int QUOTED = 4;

  private OomFinding() {}

  /** What a kill hit: the machine, or the container, pod or cgroup whose limit was reached. */
  static String object(HostEvidence host, OomKill kill) {
    if (kill.nodeWide()) {
      return "node/" + host.node();
    }
    return kill.cgroup().isEmpty()
        ? "process/" + kill.process()
        : Owner.of(host, kill.cgroup()).object();
  }

  /** Kills that hit the same object, oldest first. */
  static Finding of(HostEvidence host, List<OomKill> kills, Severity ifLimited) {
    OomKill last = kills.get(kills.size() - 1);
    Severity severity =
        last.nodeWide() && ifLimited == Severity.WARNING ? Severity.CRITICAL : ifLimited;
    Finding.Builder finding =
        Finding.of(
                CODE,
                severity,
                object(host, last),
                last.nodeWide() ? nodeWide(host, kills) : limited(host, kills))
            .since(kills.get(0).first());
    quote(host, kills, finding);
    return last.nodeWide() ? nodeRemedies(host, finding) : limitRemedies(host, last, finding);
  }

  /** Kills that only the cgroup's own counter tells of. */
  static Finding counted(HostEvidence host, CgroupWindow window, long killed) {
    Owner owner = Owner.of(host, window.last().id());
    String cause =
        owner.name()
            + " ran out of memory just now: the kernel killed "
            + killed
            + (killed == 1 ? " process" : " processes")
            + limit(limitBytes(host, window.path()));
    return Finding.of(CODE, Severity.WARNING, owner.object(), cause)
        .evidence(
            host.last().time(),
            "oom_kill of " + window.path(),
            "grew by " + killed + " in this window")
        .notChecked("which process it was: the kernel log does not tell of it")
        .build();
  }

  /** Kills that only the machine's counter tells of. */
  static Finding unknown(HostEvidence host, long killed) {
    return Finding.of(
            CODE,
            Severity.WARNING,
            "node/" + host.node(),
            "the kernel killed "
                + killed
                + (killed == 1 ? " process" : " processes")
                + " for want of memory just now")
        .confidence(Confidence.LIKELY)
        .evidence(host.last().time(), "/proc/vmstat", "oom_kill grew by " + killed)
        .notChecked("which process it was: the kernel log does not tell of it")
        .look("Look for the kill", "dmesg -T | grep -i 'killed process'")
        .build();
  }

  private static String limited(HostEvidence host, List<OomKill> kills) {
    OomKill last = kills.get(kills.size() - 1);
    String who = last.cgroup().isEmpty() ? "a container" : Owner.of(host, last.cgroup()).name();
    return who
        + " reached its memory limit"
        + limit(limitBytes(host, last))
        + " and "
        + killed(kills, "");
  }

  private static String nodeWide(HostEvidence host, List<OomKill> kills) {
    OomKill last = kills.get(kills.size() - 1);
    String whose =
        last.cgroup().isEmpty() || last.cgroup().equals("/")
            ? ""
            : " of " + Owner.of(host, last.cgroup()).name();
    return "the machine ran out of memory and " + killed(kills, whose);
  }

  private static String killed(List<OomKill> kills, String whose) {
    OomKill last = kills.get(kills.size() - 1);
    long count = 0;
    for (OomKill kill : kills) {
      count += kill.count();
    }
    String when = last.last().truncatedTo(ChronoUnit.SECONDS).toString();
    String process =
        last.process() + (last.pid().isEmpty() ? "" : " (pid " + last.pid() + ")") + whose;
    return count == 1
        ? "the kernel killed " + process + " at " + when
        : "the kernel killed processes " + count + " times, last " + process + " at " + when;
  }

  private static String limit(long bytes) {
    return bytes <= 0 ? "" : " of " + Quantities.bytes(bytes);
  }

  private static long limitBytes(HostEvidence host, OomKill kill) {
    long present = limitBytes(host, kill.limitCgroup());
    if (present <= 0) {
      present = limitBytes(host, kill.cgroup());
    }
    return present <= 0 && !kill.limitKib().isEmpty() ? parseKib(kill.limitKib()) : present;
  }

  private static long limitBytes(HostEvidence host, String path) {
    for (CgroupUsage usage : Seen.list(host.last().cgroups())) {
      CgroupUsage.Memory memory = Seen.value(usage.memory());
      Long limit = memory == null ? null : memory.limitBytes();
      if (limit != null && usage.id().path().equals(path)) {
        return limit;
      }
    }
    return 0;
  }

  private static long parseKib(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || value > 1L << 40) {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return value * 1024;
  }

  private static void quote(HostEvidence host, List<OomKill> kills, Finding.Builder finding) {
    int quoted = 0;
    for (int i = kills.size() - 1; i >= 0; i--) {
      for (Occurrence.Line line : kills.get(i).lines()) {
        if (quoted++ < QUOTED) {
          finding.evidence(line.time(), host.kernelLogFrom(), line.text());
        }
      }
    }
  }

  private static Finding nodeRemedies(HostEvidence host, Finding.Builder finding) {
    return finding
        .look("See who holds the memory now", "ps -eo pid,rss,comm --sort=-rss | head -15")
        .look("See what pods asked for and use", "kubectl top pods -A --sort-by=memory")
        .disruptive(
            "Give the greediest pods memory limits, and kubelet a larger systemReserved",
            "kubectl drain " + host.node() + " --ignore-daemonsets",
            "kdiag node --local",
            "kubectl uncordon " + host.node())
        .build();
  }

  private static Finding limitRemedies(HostEvidence host, OomKill last, Finding.Builder finding) {
    String pod = last.cgroup().isEmpty() ? "" : Owner.of(host, last.cgroup()).pod();
    if (!pod.isEmpty()) {
      finding.look("See its limit and its last state", "kubectl describe pod " + pod);
    }
    return finding
        .look("See what the kernel counted", "dmesg -T | grep -A40 'invoked oom-killer' | tail -60")
        .disruptive(
            "Raise its memory limit, or make the program keep below it",
            "kubectl set resources KIND/NAME --containers=CONTAINER --limits=memory=VALUE",
            "kdiag node --local",
            "kubectl rollout undo KIND/NAME")
        .build();
  }
}
