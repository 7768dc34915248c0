package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * An interface damages or drops packets now. Drops of virtual interfaces are what their other end
 * does not take, as when a pod ends: only physical ones count.
 */
final class InterfaceErrors implements Rule {
  private static final long FEWEST_ERRORS = 5;
  private static final long FEWEST_DROPS = 50;
  private static final double DROPPED_PERCENT = 1;

  @Override
  public String code() {
    return "InterfaceErrors";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    List<Finding> findings = new ArrayList<>();
    for (DeviceWindow device : DeviceWindow.of(host)) {
      if (device.errors() >= FEWEST_ERRORS || drops(device)) {
        findings.add(finding(host, device));
      }
    }
    return findings;
  }

  private static boolean drops(DeviceWindow device) {
    return !device.last().virtual()
        && device.drops() >= FEWEST_DROPS
        && Rates.percent(device.drops(), device.packets() + device.drops()) > DROPPED_PERCENT;
  }

  private static Finding finding(HostEvidence host, DeviceWindow device) {
    String name = device.last().name();
    boolean errors = device.errors() >= FEWEST_ERRORS;
    String cause =
        "interface "
            + name
            + (errors ? " has errors: " : " drops packets: ")
            + Quantities.count(device.errors())
            + " errors and "
            + Quantities.count(device.drops())
            + " drops beside "
            + Quantities.count(device.packets())
            + " packets in "
            + Quantities.seconds(Rates.window(host));
    return Finding.of("InterfaceErrors", Severity.WARNING, "interface/" + name, cause)
        .evidence(
            host.last().time(),
            "/proc/net/dev",
            name
                + " since it came up: receive errs "
                + device.last().receiveErrors()
                + " drop "
                + device.last().receiveDropped()
                + ", transmit errs "
                + device.last().sendErrors()
                + " drop "
                + device.last().sendDropped())
        .look("See which errors", "ip -s -s link show dev " + name)
        .look(
            "See the driver's own counters",
            "ethtool -S " + name + " | grep -iE 'err|drop|miss|crc|fifo'")
        .look("See speed, duplex and link", "ethtool " + name)
        .build();
  }
}
