package io.kdiag.host.kernellog;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.time.Instant;

/**
 * When the machine booted, which the kernel log's times count from. The log's clock stands still
 * while a machine is suspended and /proc/uptime does not: after a suspend, times are too early by
 * as much as it slept, which does not befall servers.
 */
record BootClock(String bootId, Instant bootTime) {

  /** A recording carries its own boot time in /proc/stat; a living machine's uptime is finer. */
  static BootClock read(HostRoot root, boolean recorded) {
    Reading<String> id = root.read("/proc/sys/kernel/random/boot_id", text -> text.trimmed());
    String bootId = id.optional().orElse("");
    Reading<Double> uptime = root.read("/proc/uptime", text -> text.cursor().fraction());
    if (!recorded && uptime instanceof Reading.Present<Double>(Double seconds)) {
      return new BootClock(bootId, Instant.now().minusNanos((long) (seconds * 1e9)));
    }
    Reading<Long> btime = root.read("/proc/stat", BootClock::btime);
    return new BootClock(bootId, Instant.ofEpochSecond(btime.optional().orElse(0L)));
  }

  private static Long btime(HostText text) throws MalformedTextException {
    var cursor = text.cursor();
    while (!cursor.atEnd()) {
      if (cursor.skipWord("btime")) {
        return cursor.number();
      }
      cursor.nextLine();
    }
    throw cursor.malformed("a line that starts with btime");
  }
}
