package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;

/**
 * Reads {@link PidLimits}: the tasks of {@code /proc/loadavg} and two sysctls.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/kernel.html#pid-max">kernel.pid_max</a>
 */
public final class PidLimitsReader {
  private PidLimitsReader() {}

  public static Reading<PidLimits> read(HostRoot root) {
    return root.read("/proc/loadavg", LoadAverage::parse)
        .flatMap(
            load ->
                root.read("/proc/sys/kernel/pid_max", Sysctls::count)
                    .flatMap(
                        pids ->
                            root.read("/proc/sys/kernel/threads-max", Sysctls::count)
                                .map(threads -> new PidLimits(load.tasks(), pids, threads))));
  }
}
