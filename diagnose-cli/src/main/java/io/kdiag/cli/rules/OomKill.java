package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process that the kernel killed for want of memory. The kernel writes two lines about it, of
 * which the first names the cgroups:
 *
 * <pre>
 * oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),...,oom_memcg=/kubepods/pod1,task_memcg=/kubepods/pod1/2,task=java,pid=12,uid=0
 * Memory cgroup out of memory: Killed process 12 (java) total-vm:..., anon-rss:65536kB, ...
 * </pre>
 *
 * @param cgroup the killed task's, {@code limitCgroup} the one whose limit was reached; empty where
 *     no line says
 * @param limitKib the limit as the kernel printed it; empty where it did not
 */
record OomKill(
    String process,
    String pid,
    String cgroup,
    String limitCgroup,
    boolean nodeWide,
    String limitKib,
    long count,
    Instant first,
    Instant last,
    List<Occurrence.Line> lines) {

  /** All that the kernel log tells of, both lines about one process joined, oldest first. */
  static List<OomKill> of(HostEvidence host) {
    Map<String, OomKill> kills = new LinkedHashMap<>();
    for (Occurrence problem : Seen.list(host.problems())) {
      if (problem.code().equals("OOMKilling")) {
        OomKill kill = read(problem);
        String key = kill.pid.isEmpty() ? "#" + kills.size() : kill.pid;
        kills.merge(key, kill, OomKill::join);
      }
    }
    return List.copyOf(kills.values());
  }

  private static OomKill read(Occurrence problem) {
    String constraint = field(problem, "constraint", "constraint=", ",");
    String cgroup =
        either(field(problem, "task_memcg", "task_memcg=", ","), detail(problem, "cgroup"));
    String process =
        either(
            detail(problem, "process"),
            either(
                field(problem, "task", ",task=", ","),
                between(problem, "Killed process", "(", ")")));
    String pid =
        either(field(problem, "pid", ",pid=", ","), between(problem, "Killed process", " ", " "));
    return new OomKill(
        process,
        pid,
        cgroup,
        field(problem, "oom_memcg", "oom_memcg=", ","),
        isNodeWide(problem, constraint, cgroup),
        either(detail(problem, "limit"), between(problem, "memory: usage", "limit ", "kB")),
        problem.count(),
        problem.first(),
        problem.last(),
        problem.lines());
  }

  private static boolean isNodeWide(Occurrence problem, String constraint, String cgroup) {
    if (!constraint.isEmpty()) {
      return !constraint.contains("MEMCG");
    }
    boolean memoryCgroup = false;
    for (Occurrence.Line line : problem.lines()) {
      memoryCgroup |= line.text().contains("Memory cgroup out of memory");
    }
    return !memoryCgroup && cgroup.isEmpty();
  }

  private static OomKill join(OomKill a, OomKill b) {
    List<Occurrence.Line> lines = new ArrayList<>(a.lines);
    lines.addAll(b.lines);
    lines.sort((x, y) -> x.time().compareTo(y.time()));
    return new OomKill(
        either(a.process, b.process),
        a.pid,
        either(a.cgroup, b.cgroup),
        either(a.limitCgroup, b.limitCgroup),
        a.cgroup.isEmpty() ? b.nodeWide : a.nodeWide,
        either(a.limitKib, b.limitKib),
        Math.max(a.count, b.count),
        a.first.isBefore(b.first) ? a.first : b.first,
        a.last.isAfter(b.last) ? a.last : b.last,
        lines);
  }

  private static String field(Occurrence problem, String detail, String mark, String end) {
    String value = detail(problem, detail);
    return value.isEmpty() ? between(problem, mark, mark, end) : value;
  }

  private static String detail(Occurrence problem, String name) {
    String value = problem.details().get(name);
    return value == null ? "" : value;
  }

  /** What stands between {@code start} and {@code end} in the first line that has {@code in}. */
  private static String between(Occurrence problem, String in, String start, String end) {
    for (Occurrence.Line line : problem.lines()) {
      String text = line.text();
      int at = text.indexOf(in);
      if (at >= 0) {
        int from = text.indexOf(start, start.equals(in) ? at : at + in.length());
        if (from >= 0) {
          int to = text.indexOf(end, from + start.length());
          return text.substring(from + start.length(), to < 0 ? text.length() : to);
        }
      }
    }
    return "";
  }

  private static String either(String a, String b) {
    return a.isEmpty() ? b : a;
  }
}
