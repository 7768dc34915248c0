package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container, pod or service has (nearly) as many processes and threads as it may have: the next
 * fork fails there, though the machine has plenty left.
 */
final class CgroupPidsNearlyExhausted implements Rule {
  private static final double WARNING_PERCENT = 90;

  /** Smaller limits are meant to be used up, as by sandboxes that may start nothing. */
  private static final long SMALLEST_LIMIT = 10;

  @Override
  public String code() {
    return "CgroupPidsNearlyExhausted";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ContainerCrashLooping@" + cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<CgroupWindow> near = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.of(host)) {
      if (isNear(window)) {
        near.add(window);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.deepest(near)) {
      CgroupUsage.Tasks tasks = Seen.value(window.last().tasks());
      if (tasks != null) {
        findings.add(finding(host, window, tasks));
      }
    }
    return findings;
  }

  private static boolean isNear(CgroupWindow window) {
    CgroupUsage.Tasks tasks = Seen.value(window.last().tasks());
    Long limit = tasks == null ? null : tasks.limit();
    if (tasks == null || limit == null || limit <= 0) {
      return false;
    }
    boolean near =
        limit >= SMALLEST_LIMIT && Rates.percent(tasks.current(), limit) > WARNING_PERCENT;
    return near || refused(window) > 0;
  }

  /** Forks that failed in the window. */
  private static long refused(CgroupWindow window) {
    Long last = refused(window.last());
    Long first = refused(window.first());
    return first == null || last == null ? 0 : Rates.grown(first, last);
  }

  private static @Nullable Long refused(@Nullable CgroupUsage usage) {
    CgroupUsage.Tasks tasks = usage == null ? null : Seen.value(usage.tasks());
    return tasks == null ? null : tasks.refusedForks();
  }

  private static Finding finding(HostEvidence host, CgroupWindow window, CgroupUsage.Tasks tasks) {
    Owner owner = Owner.of(host, window.last().id());
    long refused = refused(window);
    String use = tasks.current() + " of " + tasks.limit() + " processes and threads";
    String cause =
        owner.name()
            + (refused > 0
                ? " can start nothing more: it has "
                : " can start hardly anything more: it has ")
            + use
            + (refused > 0
                ? ", " + Quantities.count(refused) + " forks failed in this window"
                : "");
    boolean system = owner.pod().isEmpty() && window.path().contains("system.slice");
    return Finding.of(
            "CgroupPidsNearlyExhausted",
            system && refused > 0 ? Severity.CRITICAL : Severity.WARNING,
            owner.object(),
            cause)
        .evidence(
            host.last().time(), "pids.current, pids.max, pids.events of " + window.path(), use)
        .look(
            "See what it runs",
            owner.pod().isEmpty()
                ? "systemd-cgls " + window.path()
                : "kubectl describe pod " + owner.pod())
        .look("See who starts so many", "ps -eo ppid,comm | sort | uniq -c | sort -rn | head")
        .disruptive(
            "Restart it; raise kubelet's podPidsLimit or the unit's TasksMax if it needs more",
            owner.pod().isEmpty() ? "systemctl restart UNIT" : "kubectl delete pod " + owner.pod(),
            "kdiag node --local",
            "")
        .build();
  }
}
