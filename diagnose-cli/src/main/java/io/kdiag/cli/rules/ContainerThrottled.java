package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container (or any cgroup with a CPU limit) is stopped again and again because its limit is used
 * up. Some throttling is normal for what has a limit; it is a fault when a good part of all periods
 * is hit while the limit is truly used.
 */
final class ContainerThrottled implements Rule {
  private static final double THROTTLED_PERCENT = 25;
  private static final double USED_PERCENT = 50;
  private static final int FEWEST_PERIODS = 10;

  /** What happened in the window. */
  private record Throttling(
      long periods, long throttled, double waitedSeconds, double usedProcessors, double limit) {
    double percent() {
      return Rates.percent(throttled, periods);
    }

    boolean bad() {
      return periods >= FEWEST_PERIODS
          && percent() > THROTTLED_PERCENT
          && Rates.percent(usedProcessors, limit) > USED_PERCENT;
    }
  }

  @Override
  public String code() {
    return "ContainerThrottled";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<CgroupWindow> throttled = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.of(host)) {
      Throttling throttling = throttling(host, window);
      if (throttling != null && throttling.bad()) {
        throttled.add(window);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (CgroupWindow window : CgroupWindow.deepest(throttled)) {
      Throttling throttling = throttling(host, window);
      if (throttling != null) {
        findings.add(finding(host, window, throttling));
      }
    }
    return findings;
  }

  private static @Nullable Throttling throttling(HostEvidence host, CgroupWindow window) {
    CgroupUsage before = window.first();
    CgroupUsage.Cpu first = before == null ? null : Seen.value(before.cpu());
    CgroupUsage.Cpu last = Seen.value(window.last().cpu());
    if (first == null || last == null) {
      return null;
    }
    Double limit = last.limitProcessors();
    return limit == null
        ? null
        : new Throttling(
            Rates.grown(first.periods(), last.periods()),
            Rates.grown(first.throttledPeriods(), last.throttledPeriods()),
            Rates.grown(first.throttledSeconds(), last.throttledSeconds()),
            used(host, first, last),
            limit);
  }

  /**
   * Processors used, by the periods that the kernel counted meanwhile: on a slow machine the cgroup
   * is read well after the sample's clock.
   */
  private static double used(HostEvidence host, CgroupUsage.Cpu first, CgroupUsage.Cpu last) {
    double seconds = Rates.grown(first.usageSeconds(), last.usageSeconds());
    Long period = last.periodMicros();
    long periods = Rates.grown(first.periods(), last.periods());
    return period == null || periods == 0
        ? Rates.perSecond(host, seconds)
        : seconds / (periods * (period / 1e6));
  }

  private static Finding finding(HostEvidence host, CgroupWindow window, Throttling found) {
    Owner owner = Owner.of(host, window.last().id());
    String cause =
        owner.name()
            + " is throttled by its CPU limit: stopped in "
            + Quantities.percent(found.percent())
            + " of its periods over "
            + Quantities.seconds(Rates.window(host))
            + ", using "
            + Quantities.hundredths(found.usedProcessors())
            + " of "
            + Quantities.hundredths(found.limit())
            + " processors";
    return Finding.of("ContainerThrottled", Severity.WARNING, owner.object(), cause)
        .evidence(
            host.last().time(),
            "cpu.stat of " + window.path(),
            found.throttled()
                + " of "
                + found.periods()
                + " periods throttled, its threads waited "
                + Quantities.seconds(found.waitedSeconds())
                + " together")
        .look("See its requests and limits", limits(owner))
        .disruptive(
            "Raise or remove its CPU limit, or give it fewer threads",
            "kubectl set resources KIND/NAME --containers=CONTAINER --limits=cpu=VALUE",
            "kdiag node --local",
            "kubectl rollout undo KIND/NAME")
        .build();
  }

  private static String limits(Owner owner) {
    return owner.pod().isEmpty()
        ? "cat /sys/fs/cgroup" + owner.path() + "/cpu.max"
        : "kubectl describe pod " + owner.pod();
  }
}
