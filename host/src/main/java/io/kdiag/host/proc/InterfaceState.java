package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /sys/class/net/<name>} says of an interface as it is now. {@code operstate} is the
 * kernel's word (up, down, unknown, ...); the words are empty and the numbers null where the device
 * has none: one that is down tells no carrier and no speed. {@code speedMbits} may be -1, not
 * known.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing.html">sysfs-class-net</a>
 */
public record InterfaceState(
    String operstate,
    String address,
    String broadcast,
    String duplex,
    String ifalias,
    @Nullable Long carrier,
    @Nullable Long carrierChanges,
    @Nullable Long mtuBytes,
    @Nullable Long speedMbits) {

  /** Absent where there is no such interface, or no {@code /sys}. */
  public static Reading<InterfaceState> read(HostRoot root, String name) {
    String path = "/sys/class/net/" + name + '/';
    return root.read(path + "operstate", HostText::trimmed)
        .map(
            operstate ->
                new InterfaceState(
                    operstate,
                    word(root, path + "address"),
                    word(root, path + "broadcast"),
                    word(root, path + "duplex"),
                    word(root, path + "ifalias"),
                    number(root, path + "carrier"),
                    number(root, path + "carrier_changes"),
                    number(root, path + "mtu"),
                    number(root, path + "speed")));
  }

  private static String word(HostRoot root, String path) {
    return root.read(path, HostText::trimmed).optional().orElse("");
  }

  private static @Nullable Long number(HostRoot root, String path) {
    return root.read(path, InterfaceState::number).optional().orElse(null);
  }

  private static long number(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    return in.number();
  }
}
