package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.proc.NetworkDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network interface at the window's two ends; those that came in between are left out. */
record DeviceWindow(NetworkDevice first, NetworkDevice last) {

  /** All interfaces but loopback. */
  static List<DeviceWindow> of(HostEvidence host) {
    Map<String, NetworkDevice> before = new HashMap<>();
    for (NetworkDevice device : Seen.list(host.first().networkDevices())) {
      before.put(device.name(), device);
    }
    List<DeviceWindow> windows = new ArrayList<>();
    for (NetworkDevice last : Seen.list(host.last().networkDevices())) {
      NetworkDevice first = before.get(last.name());
      if (first != null && !last.name().equals("lo")) {
        windows.add(new DeviceWindow(first, last));
      }
    }
    return windows;
  }

  long packets() {
    return Rates.grown(
        first.receivedPackets() + first.sentPackets(), last.receivedPackets() + last.sentPackets());
  }

  long errors() {
    return Rates.grown(first.receiveErrors(), last.receiveErrors())
        + Rates.grown(first.sendErrors(), last.sendErrors());
  }

  long drops() {
    return Rates.grown(first.receiveDropped(), last.receiveDropped())
        + Rates.grown(first.sendDropped(), last.sendDropped());
  }

  /** How often the link came or went; 0 where that is not counted. */
  long carrierChanges() {
    return first.carrierChanges() < 0
        ? 0
        : Rates.grown(first.carrierChanges(), last.carrierChanges());
  }

  /** A device of its own that is set to be up and has no link. */
  static boolean isDown(NetworkDevice device) {
    return !device.virtual()
        && device.administrativelyUp()
        && (device.operstate().equals("down") || device.operstate().equals("lowerlayerdown"));
  }
}
