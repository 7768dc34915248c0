package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's working set is close to its memory limit: a little more and something in it is
 * killed.
 */
final class ContainerNearMemoryLimit implements Rule {
  private static final double NEAR_PERCENT = 90;

  @Override
  public String code() {
    return "ContainerNearMemoryLimit";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<CgroupWindow> near = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.of(host)) {
      CgroupUsage.Memory memory = Seen.value(window.last().memory());
      if (percent(memory) > NEAR_PERCENT) {
        near.add(window);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.deepest(near)) {
      CgroupUsage.Memory memory = Seen.value(window.last().memory());
      if (memory != null) {
        findings.add(finding(host, window, memory));
      }
    }
    return findings;
  }

  private static double percent(CgroupUsage.@Nullable Memory memory) {
    Long limit = memory == null ? null : memory.limitBytes();
    return memory == null || limit == null
        ? 0
        : Rates.percent(memory.workingSetBytes(), limit.longValue());
  }

  private static Finding finding(
      HostEvidence host, CgroupWindow window, CgroupUsage.Memory memory) {
    Owner owner = Owner.of(host, window.last().id());
    Long limit = memory.limitBytes();
    String use =
        Quantities.bytes(memory.workingSetBytes())
            + " of "
            + Quantities.bytes(limit == null ? 0 : limit)
            + " ("
            + Quantities.percent(percent(memory))
            + ")";
    long hits = hits(window);
    Finding.Builder finding =
        Finding.of(
                "ContainerNearMemoryLimit",
                Severity.WARNING,
                owner.object(),
                owner.name()
                    + " is close to its memory limit: its working set is "
                    + use
                    + (hits > 0
                        ? ", and it reached the limit " + hits + " times in this window"
                        : ""))
            .confidence(hits > 0 ? Confidence.CERTAIN : Confidence.LIKELY)
            .evidence(host.last().time(), "memory of " + window.path(), use);
    Long kills = memory.oomKills();
    if (kills != null && kills > 0) {
      finding.evidence(
          host.last().time(),
          "memory of " + window.path(),
          "oom_kill " + kills + " since it exists");
    }
    return finding
        .look(
            "See what it holds: anon cannot be dropped, file can",
            "grep -E '^(anon|file|active_file|shmem) ' /sys/fs/cgroup"
                + window.path()
                + "/memory.stat")
        .disruptive(
            "Raise its memory limit, or bound what the program keeps",
            "kubectl set resources KIND/NAME --containers=CONTAINER --limits=memory=VALUE",
            "kdiag node --local",
            "kubectl rollout undo KIND/NAME")
        .latent()
        .build();
  }

  /** How often the limit was reached in the window. */
  private static long hits(CgroupWindow window) {
    CgroupUsage before = window.first();
    CgroupUsage.Memory first = before == null ? null : Seen.value(before.memory());
    CgroupUsage.Memory last = Seen.value(window.last().memory());
    Long then = first == null ? null : first.limitHits();
    Long now = last == null ? null : last.limitHits();
    return then == null || now == null ? 0 : Rates.grown(then, now);
  }
}
