package io.kdiag.collector.sample;

import io.kdiag.host.Reading;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessorTime;
import io.kdiag.host.proc.Vmstat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The machine and its containers at one tick, whole and unchanging: whoever asks until the next one
 * gets the same numbers, so sums over containers compare with the node. {@code uptime} is the clock
 * that rates are taken over.
 */
public record Sample(
    Instant time,
    Duration uptime,
    Reading<CpuTimes> cpu,
    Reading<List<ProcessorTime>> processors,
    Reading<LoadAverage> load,
    Reading<Meminfo> memory,
    Reading<Vmstat> vmstat,
    Reading<List<DiskStat>> disks,
    Reading<List<FilesystemSpace>> filesystems,
    Reading<List<NetworkDevice>> networkDevices,
    Reading<Conntrack> conntrack,
    Reading<FileHandles> fileHandles,
    Reading<PressureStall> cpuPressure,
    Reading<PressureStall> memoryPressure,
    Reading<PressureStall> ioPressure,
    Reading<List<OwnedCgroup>> cgroups) {

  /** The cgroups, none where they could not be read. */
  public List<OwnedCgroup> containers() {
    return cgroups instanceof Reading.Present<List<OwnedCgroup>>(List<OwnedCgroup> all)
        ? all
        : List.of();
  }

  /** What each source came to, by the name that own metrics and logs give it. */
  public Map<String, Reading<?>> sources() {
    return Map.ofEntries(
        Map.entry("cgroups", cgroups),
        Map.entry("conntrack", conntrack),
        Map.entry("cpu", cpu),
        Map.entry("cpu_pressure", cpuPressure),
        Map.entry("disks", disks),
        Map.entry("file_handles", fileHandles),
        Map.entry("filesystems", filesystems),
        Map.entry("io_pressure", ioPressure),
        Map.entry("load", load),
        Map.entry("memory", memory),
        Map.entry("memory_pressure", memoryPressure),
        Map.entry("network_devices", networkDevices),
        Map.entry("processors", processors),
        Map.entry("vmstat", vmstat));
  }
}
