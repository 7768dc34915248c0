package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.NetworkDevice;
import java.util.List;
import java.util.Map;

/**
 * Packets between pods on the same bridge pass iptables by, so that a service's address does not
 * work between pods of one node. It matters only where pods are on a bridge; other network plugins
 * route.
 */
final class BridgeNfCallIptablesOff implements Rule {
  private static final String SYSCTL = "net.bridge.bridge-nf-call-iptables";

  @Override
  public String code() {
    return "BridgeNfCallIptablesOff";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    if (!host.kubernetes().isNode()
        || !(host.last().sysctls()
            instanceof Reading.Present<Map<String, String>>(Map<String, String> sysctls))) {
      return List.of();
    }
    String value = sysctls.get(SYSCTL);
    String bridge = bridge(host);
    return bridge.isEmpty() || (value != null && !value.equals("0"))
        ? List.of()
        : List.of(finding(host, bridge, value != null));
  }

  /** What says that pods are on a bridge; empty: nothing does. */
  private static String bridge(HostEvidence host) {
    for (NetworkDevice device : Seen.list(host.last().networkDevices())) {
      String name = device.name();
      if (device.virtual()
          && (name.equals("cbr0") || name.equals("weave") || name.contains("cni"))) {
        return "interface " + name;
      }
    }
    List<String> configurations = host.kubernetes().kubelet().cniConfigurations();
    for (String name : configurations == null ? List.<String>of() : configurations) {
      if (name.contains("bridge") || name.contains("flannel") || name.contains("weave")) {
        return host.kubernetes().kubelet().cniConfigurationDirectory() + "/" + name;
      }
    }
    return "";
  }

  private static Finding finding(HostEvidence host, String bridge, boolean loaded) {
    String off = loaded ? "bridge-nf-call-iptables is 0" : "the module br_netfilter is not loaded";
    String cause =
        off
            + " though pods are on a bridge ("
            + bridge
            + "): a service may not answer pods on the same node as its own";
    return Finding.of("BridgeNfCallIptablesOff", Severity.WARNING, "node/" + host.node(), cause)
        .confidence(loaded ? Confidence.LIKELY : Confidence.POSSIBLE)
        .evidence(
            host.last().time(),
            "/proc/sys/net/bridge/bridge-nf-call-iptables",
            loaded ? "0" : "no such file")
        .safe(
            "Switch it on now; write it to /etc/modules-load.d and /etc/sysctl.d too",
            "modprobe br_netfilter && sysctl -w " + SYSCTL + "=1",
            "sysctl " + SYSCTL,
            "sysctl -w " + SYSCTL + "=0")
        .build();
  }
}
