package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@link NetworkDevice}s: counters from {@code /proc/net/dev} ({@link InterfaceCounters}),
 * state from {@code /sys/class/net}.
 */
public final class NetworkDeviceReader {
  private static final long IFF_UP = 1;

  private NetworkDeviceReader() {}

  public static Reading<List<NetworkDevice>> read(HostRoot root) {
    return InterfaceCounters.ofMachine(root)
        .map(
            all -> {
              List<NetworkDevice> devices = new ArrayList<>(all.size());
              all.forEach(each -> devices.add(device(each, root)));
              return List.copyOf(devices);
            });
  }

  private static NetworkDevice device(InterfaceCounters counters, HostRoot root) {
    String state = "/sys/class/net/" + counters.name() + '/';
    boolean virtual = !Files.exists(root.resolve(state + "device"));
    return new NetworkDevice(
        counters.name(),
        counters.receivedBytes(),
        counters.receivedPackets(),
        counters.receiveErrors(),
        counters.receiveDropped(),
        counters.sentBytes(),
        counters.sentPackets(),
        counters.sendErrors(),
        counters.sendDropped(),
        root.read(state + "operstate", HostText::trimmed).optional().orElse(""),
        virtual,
        (root.read(state + "flags", NetworkDeviceReader::flags).optional().orElse(0L) & IFF_UP)
            != 0,
        number(root, state + "carrier_changes"),
        virtual ? -1 : number(root, state + "speed"));
  }

  /** {@code 0x1003}. */
  private static long flags(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    if (!in.skipPrefix("0x")) {
      throw in.malformed("0x and hexadecimal digits");
    }
    return in.hexadecimal();
  }

  /** A number of the device, -1 where it has none: a device that is down refuses {@code speed}. */
  private static long number(HostRoot root, String path) {
    return root.read(path, text -> text.lines().count()).optional().orElse(-1L);
  }
}
