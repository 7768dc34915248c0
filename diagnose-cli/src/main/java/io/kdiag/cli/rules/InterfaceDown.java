package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A physical interface that carried traffic has no link. One that never had a link is a socket
 * without a cable and no fault.
 */
final class InterfaceDown implements Rule {
  /** A driver may count one change when it starts. */
  private static final long FEWEST_CHANGES = 2;

  @Override
  public String code() {
    return "InterfaceDown";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL
        ? Set.of("NoDefaultRoute", "DnsNotAnswering", "TcpRetransmits")
        : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    for (NetworkDevice device : Seen.list(host.last().networkDevices())) {
      boolean hadTraffic = device.receivedPackets() > 0;
      boolean hadLink = device.carrierChanges() >= FEWEST_CHANGES;
      if (DeviceWindow.isDown(device) && (hadTraffic || hadLink)) {
        findings.add(finding(host, device, severity(host, device, hadTraffic)));
      }
    }
    return findings;
  }

  private static Severity severity(HostEvidence host, NetworkDevice device, boolean hadTraffic) {
    if (!hadTraffic) {
      return Severity.INFO;
    }
    return isOnlyWayOut(host, device) ? Severity.CRITICAL : Severity.WARNING;
  }

  private static boolean isOnlyWayOut(HostEvidence host, NetworkDevice down) {
    for (Route route : Seen.list(host.last().routes())) {
      if (route.prefixLength() == 0 && !route.reject()) {
        return route.device().equals(down.name());
      }
    }
    for (NetworkDevice device : Seen.list(host.last().networkDevices())) {
      if (!device.virtual() && device.operstate().equals("up")) {
        return false;
      }
    }
    return true;
  }

  private static Finding finding(HostEvidence host, NetworkDevice device, Severity severity) {
    String name = device.name();
    String cause =
        "interface "
            + name
            + " has no link (operstate "
            + device.operstate()
            + ") though it is set to be up"
            + (severity == Severity.CRITICAL ? "; it is this machine's way out" : "");
    return Finding.of("InterfaceDown", severity, "interface/" + name, cause)
        .evidence(
            host.last().time(),
            "/sys/class/net/" + name,
            "operstate "
                + device.operstate()
                + ", carrier_changes "
                + device.carrierChanges()
                + ", received "
                + Quantities.count(device.receivedPackets())
                + " packets before")
        .look("See what the kernel said of it", "dmesg -T | grep " + name)
        .look("See the link", "ethtool " + name)
        .disruptive(
            "Check cable, switch port or the cloud's attachment; then take it down and up",
            "ip link set " + name + " down && ip link set " + name + " up",
            "ip link show dev " + name,
            "")
        .build();
  }
}
