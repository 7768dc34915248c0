package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.Reading;
import java.util.Locale;

/** Which machine it is: the node's name, its operating system and its kernel. */
record MachineIdentity(String node, String operatingSystem, String kernel) {

  /** {@code nodeName} is the environment's {@code NODE_NAME}, empty where not set. */
  static MachineIdentity read(HostRoot root, String nodeName) {
    return new MachineIdentity(
        nodeName.isBlank() ? hostName(root) : nodeName.strip(),
        operatingSystem(root),
        text(root, "/proc/sys/kernel/osrelease", "unknown"));
  }

  /**
   * The lower-case host name. In a container the kernel tells the container's: there the host's
   * file counts.
   */
  private static String hostName(HostRoot root) {
    String file = "/etc/hostname";
    String kernel = "/proc/sys/kernel/hostname";
    String name =
        root.isLocal()
            ? text(root, kernel, text(root, file, "localhost"))
            : text(root, file, text(root, kernel, "localhost"));
    return name.toLowerCase(Locale.ROOT);
  }

  /** {@code PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"} of {@code os-release(5)}. */
  private static String operatingSystem(HostRoot root) {
    String release = text(root, "/etc/os-release", text(root, "/usr/lib/os-release", ""));
    String key = "PRETTY_NAME=";
    for (String line : release.split("\n", -1)) {
      if (line.startsWith(key)) {
        return line.substring(key.length()).replace("\"", "").replace("'", "").strip();
      }
    }
    return "unknown operating system";
  }

  private static String text(HostRoot root, String path, String otherwise) {
    return root.read(path, HostText::trimmed) instanceof Reading.Present<String>(String text)
            && !text.isEmpty()
        ? text
        : otherwise;
  }
}
