package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.proc.CpuTimes;
import org.jspecify.annotations.Nullable;

/**
 * Where the processors' time went in the window, in percent of all of it. Stolen time was wanted
 * and not had: it is in {@code busy}.
 */
record CpuWindow(
    int processors, double busy, double user, double system, double iowait, double steal) {

  /** The window's shares, or null where the times were not read or did not move. */
  static @Nullable CpuWindow of(HostEvidence host) {
    CpuTimes first = Seen.value(host.first().cpu());
    CpuTimes last = Seen.value(host.last().cpu());
    if (first == null || last == null) {
      return null;
    }
    double user =
        Rates.grown(
            first.userSeconds() + first.niceSeconds(), last.userSeconds() + last.niceSeconds());
    double system = Rates.grown(kernel(first), kernel(last));
    double steal = Rates.grown(first.stealSeconds(), last.stealSeconds());
    double iowait = Rates.grown(first.iowaitSeconds(), last.iowaitSeconds());
    double busy = user + system + steal;
    double all = busy + iowait + Rates.grown(first.idleSeconds(), last.idleSeconds());
    if (all <= 0) {
      return null;
    }
    return new CpuWindow(
        last.processors(),
        Rates.percent(busy, all),
        Rates.percent(user, all),
        Rates.percent(system, all),
        Rates.percent(iowait, all),
        Rates.percent(steal, all));
  }

  private static double kernel(CpuTimes times) {
    return times.systemSeconds() + times.irqSeconds() + times.softirqSeconds();
  }

  /** {@code user 80.1 %, system 15.0 %, stolen 0.0 %, waiting for disks 1.2 %}. */
  String said() {
    return "user "
        + Quantities.percent(user)
        + ", system "
        + Quantities.percent(system)
        + ", stolen "
        + Quantities.percent(steal)
        + ", waiting for disks "
        + Quantities.percent(iowait);
  }
}
