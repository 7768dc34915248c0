package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.Vmstat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernel killed processes for want of memory within the last hour: in one container that
 * reached its limit, or anywhere because the machine had none left. Kills of cgroups that are gone,
 * and older ones, are history.
 */
final class OutOfMemoryKills implements Rule {
  private static final Duration RECENT = Duration.ofHours(1);
  private static final String CODE = "OutOfMemoryKills";

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.object().startsWith("node/")
        ? Set.of("OOMKilling")
        : Set.of(
            "OOMKilling@" + cause.object(),
            "ContainerCrashLooping@" + cause.object(),
            "ContainerNearMemoryLimit@" + cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    Map<String, List<OomKill>> groups = groups(evidence, true);
    for (List<OomKill> group : groups.values()) {
      findings.add(OomFinding.of(host, group, Severity.WARNING));
    }
    for (CgroupWindow window : uncounted(host, groups)) {
      findings.add(OomFinding.counted(host, window, killed(window)));
    }
    long counted = vmstatKills(host);
    if (findings.isEmpty() && counted > 0) {
      findings.add(OomFinding.unknown(host, counted));
    }
    return findings;
  }

  @Override
  public List<Finding> history(Evidence evidence) {
    List<Finding> history = new ArrayList<>();
    for (List<OomKill> group : groups(evidence, false).values()) {
      history.add(OomFinding.of(evidence.host(), group, Severity.INFO));
    }
    return history;
  }

  /** Kills by whom they hit: the present ones, or those that are history. */
  private static Map<String, List<OomKill>> groups(Evidence evidence, boolean present) {
    HostEvidence host = evidence.host();
    Map<String, List<OomKill>> groups = new LinkedHashMap<>();
    for (OomKill kill : OomKill.of(host)) {
      boolean recent = kill.last().isAfter(evidence.now().minus(RECENT));
      if ((recent && stillThere(host, kill)) == present) {
        groups.computeIfAbsent(OomFinding.object(host, kill), k -> new ArrayList<>()).add(kill);
      }
    }
    return groups;
  }

  /** Whether the cgroup or its pod is still on this machine; where cgroups are unread: yes. */
  private static boolean stillThere(HostEvidence host, OomKill kill) {
    if (kill.nodeWide()
        || kill.cgroup().isEmpty()
        || !(host.last().cgroups() instanceof Reading.Present<List<CgroupUsage>>)) {
      return true;
    }
    for (CgroupUsage usage : Seen.list(host.last().cgroups())) {
      String path = usage.id().path();
      if (path.equals(kill.cgroup()) || path.equals(kill.limitCgroup())) {
        return true;
      }
    }
    for (ContainerState state : Seen.list(host.containers())) {
      if (Owner.isOfPod(kill.cgroup(), state.log().podUid())) {
        return true;
      }
    }
    return false;
  }

  /** Cgroups whose own counters grew though the kernel log does not tell of it. */
  private static List<CgroupWindow> uncounted(
      HostEvidence host, Map<String, List<OomKill>> groups) {
    List<CgroupWindow> grown = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.of(host)) {
      if (killed(window) > 0) {
        grown.add(window);
      }
    }
    List<CgroupWindow> uncounted = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.deepest(grown)) {
      if (!groups.containsKey(Owner.of(host, window.last().id()).object())) {
        uncounted.add(window);
      }
    }
    return uncounted;
  }

  private static long killed(CgroupWindow window) {
    CgroupUsage before = window.first();
    CgroupUsage.Memory first = before == null ? null : Seen.value(before.memory());
    CgroupUsage.Memory last = Seen.value(window.last().memory());
    Long then = first == null ? null : first.oomKills();
    Long now = last == null ? null : last.oomKills();
    return then == null || now == null ? 0 : Rates.grown(then, now);
  }

  private static long vmstatKills(HostEvidence host) {
    Vmstat first = Seen.value(host.first().vmstat());
    Vmstat last = Seen.value(host.last().vmstat());
    Long then = first == null ? null : first.counters().get("oom_kill");
    Long now = last == null ? null : last.counters().get("oom_kill");
    return then == null || now == null ? 0 : Rates.grown(then, now);
  }
}
