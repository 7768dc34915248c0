package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NeighbourTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of neighbours (ARP or NDP) is (nearly) full: when it is, hosts and pods that are not in
 * it cannot be reached.
 */
final class NeighbourTableNearlyFull implements Rule {
  private static final double WARNING_PERCENT = 90;
  private static final double CRITICAL_PERCENT = 99;

  @Override
  public String code() {
    return "NeighbourTableNearlyFull";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    for (NeighbourTable table : Seen.list(host.last().neighbours())) {
      double percent = Rates.percent(table.entries(), table.limit());
      long overflows = overflows(host, table);
      if (table.limit() > 0 && (percent > WARNING_PERCENT || overflows > 0)) {
        findings.add(finding(host, table, percent, overflows));
      }
    }
    return findings;
  }

  /** How often the table refused an entry in the window. */
  private static long overflows(HostEvidence host, NeighbourTable last) {
    for (NeighbourTable first : Seen.list(host.first().neighbours())) {
      if (first.protocol().equals(last.protocol())) {
        return Rates.grown(first.overflows(), last.overflows());
      }
    }
    return 0;
  }

  private static Finding finding(
      HostEvidence host, NeighbourTable table, double percent, long overflows) {
    boolean full = percent >= CRITICAL_PERCENT || overflows > 0;
    String use =
        Quantities.count(table.entries())
            + " of "
            + Quantities.count(table.limit())
            + " entries ("
            + Quantities.percent(percent)
            + ")";
    String family =
        table.protocol().contains("6") || table.protocol().startsWith("nd") ? "ipv6" : "ipv4";
    String key = "net." + family + ".neigh.default.gc_thresh3";
    return Finding.of(
            "NeighbourTableNearlyFull",
            full ? Severity.CRITICAL : Severity.WARNING,
            "node/" + host.node(),
            "the "
                + table.protocol()
                + " neighbour table is "
                + (full ? "full: " : "nearly full: ")
                + use
                + (full ? ", new neighbours cannot be reached" : "")
                + (overflows > 0
                    ? ", " + Quantities.count(overflows) + " refused in this window"
                    : ""))
        .evidence(host.last().time(), "/proc/sys/net/" + family + "/neigh/default/gc_thresh3", use)
        .look(
            "See what is in it",
            "ip -s neigh | awk '{print $3, $NF}' | sort | uniq -c | sort -rn | head")
        .safe(
            "Make the table larger, gc_thresh1 and gc_thresh2 with it",
            "sysctl -w " + key + "=" + 4 * Math.max(1024, table.limit()),
            "kdiag node --local",
            "sysctl -w " + key + "=" + table.limit())
        .build();
  }
}
