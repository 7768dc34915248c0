package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Conntrack;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of tracked connections is (nearly) full: when it is, new connections are dropped. */
final class ConntrackNearlyFull implements Rule {
  private static final double WARNING_PERCENT = 90;
  private static final double CRITICAL_PERCENT = 99;
  private static final Set<String> NAMES = Set.of("ConntrackFull", "DnsNotAnswering");

  /** Whoever must connect to answer, on this machine or beyond it. */
  private static final Set<String> CONNECTING =
      Set.of(
          "ConntrackFull",
          "DnsNotAnswering",
          "ControlPlaneUnhealthy",
          "KubeletUnhealthy",
          "KubeProxyUnhealthy");

  @Override
  public String code() {
    return "ConntrackNearlyFull";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL ? CONNECTING : NAMES;
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Conntrack last = Seen.value(host.last().conntrack());
    if (last == null || last.limit() <= 0) {
      return List.of();
    }
    double percent = Rates.percent(last.entries(), last.limit());
    if (percent <= WARNING_PERCENT) {
      return List.of();
    }
    long dropped = dropped(Seen.value(host.first().conntrack()), last);
    return List.of(finding(host, last, percent, dropped));
  }

  private static long dropped(@Nullable Conntrack first, Conntrack last) {
    return first == null
        ? 0
        : Rates.grown(first.drops() + first.earlyDrops(), last.drops() + last.earlyDrops());
  }

  private static Finding finding(HostEvidence host, Conntrack last, double percent, long dropped) {
    boolean full = percent >= CRITICAL_PERCENT || dropped > 0;
    String use =
        Quantities.count(last.entries())
            + " of "
            + Quantities.count(last.limit())
            + " entries ("
            + Quantities.percent(percent)
            + ")";
    String cause =
        full
            ? "the connection tracking table is full: " + use + ", new connections are dropped"
            : "the connection tracking table is nearly full: " + use;
    return Finding.of(
            "ConntrackNearlyFull",
            full ? Severity.CRITICAL : Severity.WARNING,
            "node/" + host.node(),
            cause + (dropped > 0 ? ", " + Quantities.count(dropped) + " in this window" : ""))
        .evidence(
            host.last().time(), "/proc/sys/net/netfilter/nf_conntrack_count, nf_conntrack_max", use)
        .evidence(
            host.last().time(),
            "/proc/net/stat/nf_conntrack",
            "since boot: drop "
                + last.drops()
                + ", early_drop "
                + last.earlyDrops()
                + ", insert_failed "
                + last.insertFailed())
        .look(
            "See who has most connections",
            "conntrack -L 2>/dev/null | awk '{print $5}' | sort | uniq -c | sort -rn | head")
        .safe(
            "Make the table larger (each entry takes about 320 bytes)",
            "sysctl -w net.netfilter.nf_conntrack_max=" + larger(last),
            "kdiag node --local",
            "sysctl -w net.netfilter.nf_conntrack_max=" + last.limit())
        .build();
  }

  private static long larger(Conntrack last) {
    return Math.max(131_072, 2 * Math.max(last.limit(), last.entries()));
  }
}
