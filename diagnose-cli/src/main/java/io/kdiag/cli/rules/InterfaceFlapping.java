package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A physical interface's link comes and goes. */
final class InterfaceFlapping implements Rule {
  /** Down and up again within the window. */
  private static final long CHANGES = 2;

  /** One more change of a link that changed that often since boot. */
  private static final long OFTEN = 10;

  @Override
  public String code() {
    return "InterfaceFlapping";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("InterfaceDown@" + cause.object(), "InterfaceErrors@" + cause.object());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    for (DeviceWindow device : DeviceWindow.of(host)) {
      long changes = device.carrierChanges();
      boolean flaps =
          changes >= CHANGES || (changes > 0 && device.last().carrierChanges() >= OFTEN);
      if (flaps && !device.last().virtual() && device.last().administrativelyUp()) {
        findings.add(finding(host, device));
      }
    }
    return findings;
  }

  private static Finding finding(HostEvidence host, DeviceWindow device) {
    String name = device.last().name();
    String cause =
        "the link of interface "
            + name
            + " comes and goes: "
            + device.carrierChanges()
            + " changes in "
            + Quantities.seconds(Rates.window(host))
            + ", "
            + Quantities.count(device.last().carrierChanges())
            + " since it exists";
    return Finding.of("InterfaceFlapping", Severity.WARNING, "interface/" + name, cause)
        .evidence(
            host.last().time(),
            "/sys/class/net/" + name + "/carrier_changes",
            device.first().carrierChanges() + " -> " + device.last().carrierChanges())
        .look("See when", "dmesg -T | grep -E '" + name + ".*[Ll]ink'")
        .look("See speed, duplex and the other side", "ethtool " + name)
        .build();
  }
}
