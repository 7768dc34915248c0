package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import java.util.List;

/** A good part of what is sent over TCP must be sent again: packets are lost on the way. */
final class TcpRetransmits implements Rule {
  private static final double PERCENT = 5;
  private static final long FEWEST_SENT = 100;
  private static final long FEWEST_AGAIN = 20;

  @Override
  public String code() {
    return "TcpRetransmits";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    long sent = ProtocolWindow.grown(host, "Tcp.OutSegs");
    long again = ProtocolWindow.grown(host, "Tcp.RetransSegs");
    double percent = Rates.percent(again, sent);
    return sent > FEWEST_SENT && again >= FEWEST_AGAIN && percent > PERCENT
        ? List.of(finding(host, sent, again, percent))
        : List.of();
  }

  private static Finding finding(HostEvidence host, long sent, long again, double percent) {
    String cause =
        Quantities.percent(percent)
            + " of TCP segments had to be sent again ("
            + Quantities.count(again)
            + " of "
            + Quantities.count(sent)
            + " in "
            + Quantities.seconds(Rates.window(host))
            + "): packets are lost, or a peer does not answer";
    return Finding.of("TcpRetransmits", Severity.WARNING, "node/" + host.node(), cause)
        .evidence(
            host.last().time(),
            "/proc/net/snmp",
            "Tcp: OutSegs grew by "
                + sent
                + ", RetransSegs by "
                + again
                + ", connections timed out "
                + ProtocolWindow.grown(host, "TcpExt.TCPTimeouts"))
        .look("Find the peers", "ss -nti | grep -B1 'retrans:[0-9]*/[1-9]' | head -40")
        .look("See whether an interface drops", "ip -s link")
        .build();
  }
}
