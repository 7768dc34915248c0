package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ClockSync;
import java.util.List;

/**
 * No daemon keeps the clock right, or the clock is off. A node's clock must agree with its
 * cluster's: certificates, leases, tokens and logs depend on it. Elsewhere it is only worth a
 * remark.
 */
final class ClockUnsynchronised implements Rule {
  private static final double OFFSET_SECONDS = 1;

  @Override
  public String code() {
    return "ClockUnsynchronised";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    ClockSync clock = Seen.value(host.last().clock());
    if (clock == null) {
      return List.of();
    }
    boolean off = Math.abs(clock.offsetSeconds()) > OFFSET_SECONDS;
    return clock.synchronised() && !off ? List.of() : List.of(finding(host, clock));
  }

  private static Finding finding(HostEvidence host, ClockSync clock) {
    boolean node = host.kubernetes().isNode();
    String cause =
        clock.synchronised()
            ? "the clock is off by " + Quantities.seconds(Math.abs(clock.offsetSeconds()))
            : "nothing keeps the clock right: the kernel was told of no time source"
                + (node ? ", and this is a Kubernetes node" : "");
    Finding.Builder finding =
        Finding.of(
                "ClockUnsynchronised",
                node ? Severity.WARNING : Severity.INFO,
                "node/" + host.node(),
                cause)
            .evidence(
                host.last().time(),
                "adjtimex(2)",
                (clock.synchronised() ? "synchronised" : "STA_UNSYNC is set")
                    + ", maximum error "
                    + Quantities.seconds(clock.maximumErrorSeconds())
                    + ", offset "
                    + Quantities.seconds(Math.abs(clock.offsetSeconds())))
            .look(
                "See whether a time service runs and what it hears",
                "timedatectl; chronyc tracking; chronyc sources")
            .safe(
                "Run a time service",
                "systemctl enable --now chrony || systemctl enable --now systemd-timesyncd",
                "timedatectl show -p NTPSynchronized",
                "systemctl disable --now chrony");
    return clock.synchronised() ? finding.build() : finding.latent().build();
  }
}
