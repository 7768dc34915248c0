package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's settings that diagnoses look at, from {@code /proc/sys}, under the names of {@code
 * sysctl(8)}: {@code net.ipv4.ip_forward} is {@code /proc/sys/net/ipv4/ip_forward}, whose text is
 * {@code 1}. What this kernel does not have or does not show is left out.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/index.html">/proc/sys</a>
 */
public final class Sysctls {
  private static final String DIRECTORY = "/proc/sys";

  /** Sorted. To look at another one, add it here. */
  static final List<String> NAMES =
      List.of(
          "fs.inotify.max_user_instances",
          "fs.inotify.max_user_watches",
          "kernel.dmesg_restrict",
          "kernel.panic",
          "kernel.panic_on_oops",
          "kernel.pid_max",
          "kernel.printk_devkmsg",
          "kernel.threads-max",
          "net.bridge.bridge-nf-call-ip6tables",
          "net.bridge.bridge-nf-call-iptables",
          "net.core.somaxconn",
          "net.ipv4.ip_forward",
          "net.ipv4.neigh.default.gc_thresh3",
          "net.ipv4.tcp_max_syn_backlog",
          "net.ipv4.tcp_syncookies",
          "net.netfilter.nf_conntrack_max",
          "vm.overcommit_memory",
          "vm.panic_on_oom",
          "vm.swappiness");

  private Sysctls() {}

  public static Reading<Map<String, String>> read(HostRoot root) {
    if (!Files.isDirectory(root.resolve(DIRECTORY))) {
      return Reading.absent(DIRECTORY);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      String path = DIRECTORY + '/' + name.replace('.', '/');
      Optional<String> value = root.read(path, HostText::trimmed).optional();
      if (value.isPresent()) {
        values.put(name, value.get());
      }
    }
    return Reading.present(Collections.unmodifiableMap(values));
  }

  /** A file of one number that is never negative. */
  static long count(HostText text) throws MalformedTextException {
    return text.lines().count();
  }
}
