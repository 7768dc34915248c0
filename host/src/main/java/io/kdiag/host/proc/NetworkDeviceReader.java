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
 * Reads {@link NetworkDevice}s: counters from {@code /proc/net/dev}, state from {@code
 * /sys/class/net}.
 *
 * <pre>{@code
 * Inter-|   Receive                                                |  Transmit
 *  face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
 *   eth0: 31046552   44310    0    0    0     0          0         0  9364011   41113    0    0    0     0       0          0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Interface statistics</a>
 */
public final class NetworkDeviceReader {
  private static final long IFF_UP = 1;

  private NetworkDeviceReader() {}

  public static Reading<List<NetworkDevice>> read(HostRoot root) {
    return NetFiles.read(root, "dev", text -> parse(text, root));
  }

  private static List<NetworkDevice> parse(HostText text, HostRoot root)
      throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<NetworkDevice> devices = new ArrayList<>();
    skipHeading(in);
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        devices.add(line(in, root));
      }
    }
    return List.copyOf(devices);
  }

  private static void skipHeading(AsciiCursor in) throws MalformedTextException {
    boolean first = in.skipPrefix("Inter-|");
    in.nextLine();
    if (!first || !in.skipPrefix("face")) {
      throw in.malformed("the heading Inter-| and face");
    }
    in.nextLine();
  }

  private static NetworkDevice line(AsciiCursor in, HostRoot root) throws MalformedTextException {
    String name = in.until(':');
    long[] counters = new long[12];
    for (int i = 0; i < counters.length; i++) {
      counters[i] = in.count();
    }
    String state = "/sys/class/net/" + name + '/';
    boolean virtual = !Files.exists(root.resolve(state + "device"));
    return new NetworkDevice(
        name,
        counters[0],
        counters[1],
        counters[2],
        counters[3],
        counters[8],
        counters[9],
        counters[10],
        counters[11],
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
