package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import java.util.List;

/** Connections are refused because a program does not accept them fast enough. */
final class ListenQueueOverflow implements Rule {
  /** Fewer in a window are a burst that a retry heals. */
  private static final long FEWEST = 5;

  @Override
  public String code() {
    return "ListenQueueOverflow";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    long overflows = ProtocolWindow.grown(host, "TcpExt.ListenOverflows");
    long drops = ProtocolWindow.grown(host, "TcpExt.ListenDrops");
    if (Math.max(overflows, drops) < FEWEST) {
      return List.of();
    }
    String window = Quantities.seconds(Rates.window(host));
    String cause =
        overflows >= FEWEST
            ? "a program does not accept its connections fast enough: its queue overflowed "
                + Quantities.count(overflows)
                + " times in "
                + window
            : Quantities.count(drops) + " new connections were dropped in " + window;
    return List.of(
        Finding.of("ListenQueueOverflow", Severity.WARNING, "node/" + host.node(), cause)
            .evidence(
                host.last().time(),
                "/proc/net/netstat",
                "ListenOverflows grew by " + overflows + ", ListenDrops by " + drops)
            .notChecked(
                "which socket it is: this host's own are in the list of ss, a pod's in its own")
            .look("Find the socket whose Recv-Q is above its Send-Q", "ss -lnt '( sport > 0 )'")
            .look("The greatest backlog a program may ask for", "sysctl net.core.somaxconn")
            .build());
  }
}
