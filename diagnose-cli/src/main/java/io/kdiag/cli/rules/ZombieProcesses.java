package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process does not ask after its ended children. Each keeps a process id until the parent asks or
 * ends. Only those that were zombies at both ends of the window count: a few are always on their
 * way.
 */
final class ZombieProcesses implements Rule {
  private static final int FEWEST = 20;

  @Override
  public String code() {
    return "ZombieProcesses";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Map<Integer, ProcessStat> before = TopProcesses.byPid(host.first().processes());
    Map<Integer, List<ProcessStat>> byParent = new TreeMap<>();
    for (ProcessStat process : Seen.list(host.last().processes())) {
      if (process.state() == 'Z' && stayed(before.get(process.pid()), process)) {
        byParent.computeIfAbsent(process.parent(), parent -> new ArrayList<>()).add(process);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<Integer, List<ProcessStat>> children : byParent.entrySet()) {
      if (children.getValue().size() >= FEWEST) {
        findings.add(finding(host, children.getKey(), children.getValue()));
      }
    }
    return findings;
  }

  private static boolean stayed(@Nullable ProcessStat then, ProcessStat now) {
    return then != null && then.state() == 'Z' && then.startSeconds() == now.startSeconds();
  }

  private static Finding finding(HostEvidence host, int parent, List<ProcessStat> zombies) {
    ProcessStat reaper = TopProcesses.byPid(host.last().processes()).get(parent);
    String cgroup = reaper == null ? zombies.get(0).cgroup() : reaper.cgroup();
    String name =
        reaper == null
            ? "process " + parent
            : Owner.process(host, reaper.name(), reaper.pid(), reaper.cgroup());
    Owner owner = Owner.of(host, cgroup);
    String object = Owner.isKubernetes(cgroup) ? owner.object() : "process/" + parent;
    return Finding.of(
            "ZombieProcesses",
            Severity.WARNING,
            object,
            name
                + " leaves "
                + Quantities.count(zombies.size())
                + " ended children unasked (zombies): each keeps a process id")
        .evidence(
            host.last().time(), "/proc/<pid>/stat", "in state Z at both ends: " + some(zombies))
        .look("See them", "ps --ppid " + parent + " -o pid,stat,etime,comm | head -20")
        .disruptive(
            "Restart the parent: its zombies go with it; in a container run an init as process 1"
                + " (shareProcessNamespace, tini)",
            owner.pod().isEmpty() ? "kill " + parent : "kubectl delete pod " + owner.pod(),
            "ps -eo stat | grep -c ^Z",
            "")
        .build();
  }

  private static String some(List<ProcessStat> zombies) {
    StringBuilder text = new StringBuilder();
    for (ProcessStat zombie : zombies.subList(0, Math.min(5, zombies.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(zombie.name());
      text.append(" (pid ").append(zombie.pid()).append(')');
    }
    return text + ", ...";
  }
}
