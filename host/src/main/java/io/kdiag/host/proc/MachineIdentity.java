package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What does not change while a machine runs: who it is, its kernel and system, and how its logical
 * processors lie on cores and sockets. Words are empty where nothing tells them.
 *
 * <pre>{@code
 * physical id     : 0
 * core id         : 0
 * PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
 * }</pre>
 */
public record MachineIdentity(
    String machineId,
    String systemUuid,
    String bootId,
    String hostname,
    String kernelRelease,
    String kernelVersion,
    String architecture,
    Map<String, String> osRelease,
    int cores,
    int sockets) {
  private static final int[] NONE = {0, 0};

  public static MachineIdentity read(HostRoot root) {
    int[] cpus =
        root.read("/proc/cpuinfo", MachineIdentity::coresAndSockets).optional().orElse(NONE);
    return new MachineIdentity(
        word(root, "/etc/machine-id"),
        word(root, "/sys/class/dmi/id/product_uuid"),
        word(root, "/proc/sys/kernel/random/boot_id"),
        word(root, "/proc/sys/kernel/hostname"),
        word(root, "/proc/sys/kernel/osrelease"),
        word(root, "/proc/sys/kernel/version"),
        word(root, "/proc/sys/kernel/arch"),
        osRelease(root),
        cpus[0],
        cpus[1]);
  }

  private static String word(HostRoot root, String path) {
    return root.read(path, HostText::trimmed).optional().orElse("");
  }

  private static Map<String, String> osRelease(HostRoot root) {
    return root.read("/etc/os-release", MachineIdentity::pairs)
        .orIfAbsent(() -> root.read("/usr/lib/os-release", MachineIdentity::pairs))
        .optional()
        .orElse(Map.of());
  }

  static Map<String, String> pairs(HostText text) {
    Map<String, String> pairs = new HashMap<>();
    for (String line : text.string().split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#') {
        String value = line.substring(equals + 1).strip();
        boolean quoted = value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        pairs.put(
            line.substring(0, equals).strip(),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return Map.copyOf(pairs);
  }

  /** Where the processor tells none (arm64), each logical one is a core of the one socket. */
  static int[] coresAndSockets(HostText text) throws MalformedTextException {
    AsciiCursor in = text.cursor();
    Set<String> cores = new HashSet<>();
    Set<String> sockets = new HashSet<>();
    int processors = 0;
    String socket = "0";
    for (; !in.atEnd(); in.nextLine()) {
      if (in.skipWord("processor")) {
        processors++;
      } else if (in.skipPrefix("physical id")) {
        in.until(':');
        socket = in.rest();
        sockets.add(socket);
      } else if (in.skipPrefix("core id")) {
        in.until(':');
        cores.add(socket + '/' + in.rest());
      }
    }
    return new int[] {
      cores.isEmpty() ? processors : cores.size(), Math.max(sockets.size(), processors == 0 ? 0 : 1)
    };
  }
}
