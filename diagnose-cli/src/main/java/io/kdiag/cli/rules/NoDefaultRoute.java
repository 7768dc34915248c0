package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.Route;
import java.util.List;
import java.util.Set;

/**
 * There is no way out of the local networks. A machine may be meant to have none; so it is told of
 * a Kubernetes node, which needs one, and where name servers cannot be reached either; and only
 * when a network is there at all.
 */
final class NoDefaultRoute implements Rule {

  @Override
  public String code() {
    return "NoDefaultRoute";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("DnsNotAnswering");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    if (!(host.last().routes() instanceof Reading.Present<List<Route>>(List<Route> routes))
        || hasDefault(routes)
        || !hasNetwork(host)) {
      return List.of();
    }
    boolean node = host.kubernetes().isNode();
    boolean noNames = dnsFails(host);
    if (!node && !(noNames && !routes.isEmpty())) {
      return List.of();
    }
    return List.of(finding(host, routes, node, noNames));
  }

  private static boolean hasDefault(List<Route> routes) {
    for (Route route : routes) {
      if (route.prefixLength() == 0 && !route.reject() && !route.device().equals("lo")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNetwork(HostEvidence host) {
    for (NetworkDevice device : Seen.list(host.last().networkDevices())) {
      if (!device.virtual() && device.administrativelyUp() && !device.name().equals("lo")) {
        return true;
      }
    }
    return false;
  }

  private static boolean dnsFails(HostEvidence host) {
    for (ProbeResult probe : host.probes()) {
      if (probe.kind() == ProbeResult.Kind.DNS
          && probe.outcome() != ProbeResult.Outcome.OK
          && probe.outcome() != ProbeResult.Outcome.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(
      HostEvidence host, List<Route> routes, boolean node, boolean noNames) {
    String cause =
        "there is no default route: nothing beyond the local networks can be reached"
            + (noNames ? ", and no name server answers" : "");
    return Finding.of(
            "NoDefaultRoute",
            node && noNames ? Severity.CRITICAL : Severity.WARNING,
            "node/" + host.node(),
            cause)
        .confidence(noNames ? Confidence.CERTAIN : Confidence.LIKELY)
        .evidence(
            host.last().time(),
            "/proc/net/route, ipv6_route",
            routes.size() + " routes, none of them a default route")
        .look("See the routes", "ip route; ip -6 route")
        .look(
            "See what should have set one",
            "networkctl status; grep -r gateway /etc/network /etc/netplan")
        .disruptive(
            "Set one until the configuration is right",
            "ip route add default via GATEWAY",
            "ip route get 1.1.1.1",
            "ip route del default via GATEWAY")
        .build();
  }
}
