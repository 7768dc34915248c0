package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import java.util.List;
import java.util.Map;

/** The kernel of a node does not forward packets: pods reach nothing but their own node. */
final class IpForwardOff implements Rule {

  @Override
  public String code() {
    return "IpForwardOff";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    // Only where pods run: a machine of the control plane alone need not forward.
    if (!host.kubernetes().isNode()
        || !(host.last().sysctls()
            instanceof Reading.Present<Map<String, String>>(Map<String, String> sysctls))
        || !"0".equals(sysctls.get("net.ipv4.ip_forward"))) {
      return List.of();
    }
    return List.of(
        Finding.of(
                "IpForwardOff",
                Severity.CRITICAL,
                "node/" + host.node(),
                "the kernel does not forward packets (net.ipv4.ip_forward = 0): pods here reach"
                    + " nothing outside this node")
            .evidence(host.last().time(), "/proc/sys/net/ipv4/ip_forward", "0")
            .look(
                "See what sets it",
                "grep -r ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d")
            .safe(
                "Switch it on now; write it to /etc/sysctl.d/99-kubernetes.conf too",
                "sysctl -w net.ipv4.ip_forward=1",
                "sysctl net.ipv4.ip_forward",
                "sysctl -w net.ipv4.ip_forward=0")
            .build());
  }
}
