package io.kdiag.cli.report;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.rules.Quantities;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.PidLimits;
import io.kdiag.host.proc.PressureStall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How full the parts of a machine are, by its two samples; what could not be read is left out. */
final class Gauges {
  private static final int MOST_FILESYSTEMS = 6;
  private final List<Gauge> gauges = new ArrayList<>();

  private Gauges() {}

  static List<Gauge> of(HostEvidence host) {
    Gauges all = new Gauges();
    if (host.wasRead()) {
      all.processors(host);
      all.memory(host.last());
      all.pressure("cpu", host.last().cpuPressure());
      all.pressure("memory", host.last().memoryPressure());
      all.pressure("io", host.last().ioPressure());
      all.filesystems(host.last());
      all.tables(host.last());
    }
    return List.copyOf(all.gauges);
  }

  private void processors(HostEvidence host) {
    if (host.first().cpu() instanceof Reading.Present<CpuTimes>(CpuTimes first)
        && host.last().cpu() instanceof Reading.Present<CpuTimes>(CpuTimes last)) {
      double idle =
          last.idleSeconds() + last.iowaitSeconds() - first.idleSeconds() - first.iowaitSeconds();
      double all = host.window().toMillis() / 1e3 * Math.max(1, last.processors());
      if (all > 0) {
        double busy = Math.clamp(1 - idle / all, 0, 1);
        add("processors busy", Quantities.percent(100 * busy) + " of " + last.processors(), busy);
      }
    }
  }

  private void memory(HostSample last) {
    if (last.memory() instanceof Reading.Present<Meminfo>(Meminfo memory)) {
      used("memory", memory.totalBytes() - memory.availableBytes(), memory.totalBytes());
      used("swap", memory.swapTotalBytes() - memory.swapFreeBytes(), memory.swapTotalBytes());
    }
  }

  private void pressure(String of, Reading<PressureStall> reading) {
    if (reading instanceof Reading.Present<PressureStall>(PressureStall stall)) {
      String text =
          Quantities.percent(stall.some().avg10())
              + ", 1 min "
              + Quantities.percent(stall.some().avg60())
              + ", 5 min "
              + Quantities.percent(stall.some().avg300());
      add("waiting for " + of, text, stall.some().avg10() / 100);
    }
  }

  private void filesystems(HostSample last) {
    last.filesystems().optional().orElse(List.of()).stream()
        .filter(space -> space.sizeBytes() > 0)
        .sorted(Comparator.comparingDouble(Gauges::full).reversed())
        .limit(MOST_FILESYSTEMS)
        .forEach(
            space ->
                used(
                    space.mount().mountPoint(),
                    space.sizeBytes() - space.availableBytes(),
                    space.sizeBytes()));
  }

  private static double full(FilesystemSpace space) {
    return 1 - (double) space.availableBytes() / space.sizeBytes();
  }

  private void tables(HostSample last) {
    if (last.conntrack() instanceof Reading.Present<Conntrack>(Conntrack table)) {
      counted("tracked connections", table.entries(), table.limit());
    }
    if (last.fileHandles() instanceof Reading.Present<FileHandles>(FileHandles handles)) {
      counted("file handles", handles.allocated(), handles.limit());
    }
    if (last.pids() instanceof Reading.Present<PidLimits>(PidLimits pids)) {
      counted("processes and threads", pids.tasks(), Math.min(pids.pidMax(), pids.threadsMax()));
    }
  }

  private void used(String name, long used, long all) {
    if (all > 0) {
      add(name, Quantities.bytes(used) + " of " + Quantities.bytes(all), (double) used / all);
    }
  }

  private void counted(String name, long used, long all) {
    if (all > 0) {
      add(name, Quantities.count(used) + " of " + Quantities.count(all), (double) used / all);
    }
  }

  private void add(String name, String text, double share) {
    gauges.add(new Gauge(name, text, Math.clamp(share, 0, 1)));
  }
}
