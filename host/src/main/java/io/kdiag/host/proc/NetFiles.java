package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;

/**
 * The files of {@code /proc/net}, of the machine's own network namespace: that of process 1, and
 * this process's where that cannot be looked into.
 */
public final class NetFiles {
  private NetFiles() {}

  public static <T> Reading<T> read(HostRoot root, String name, HostRoot.Parser<T> parser) {
    Reading<T> machine = root.read("/proc/1/net/" + name, parser);
    return machine instanceof Reading.Absent || machine instanceof Reading.Unreadable
        ? root.read("/proc/net/" + name, parser)
        : machine;
  }
}
