package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostSample;
import io.kdiag.host.HostText;
import io.kdiag.host.Reading;
import java.time.Duration;
import java.time.Instant;

/** A sample of nothing but the time since boot, until the readers are there. */
final class InterimSample {
  private InterimSample() {}

  static HostSample read(HostRoot root) {
    Duration uptime =
        root.read("/proc/uptime", HostText::trimmed)
            .optional()
            .map(
                t ->
                    Duration.ofMillis(
                        (long) (1000 * Double.parseDouble(t.substring(0, t.indexOf(32))))))
            .orElse(Duration.ZERO);
    return new HostSample(
        Instant.now(),
        uptime,
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a(),
        a());
  }

  private static <T> Reading<T> a() {
    return Reading.absent("not read yet");
  }
}
