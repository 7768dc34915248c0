package io.kdiag.host;

import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.cgroup.Cgroups;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.ConntrackReader;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.FilesystemSpaceReader;
import io.kdiag.host.proc.InotifyUse;
import io.kdiag.host.proc.InotifyUseReader;
import io.kdiag.host.proc.KernelTaint;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.NeighbourTable;
import io.kdiag.host.proc.NeighbourTableReader;
import io.kdiag.host.proc.NetFiles;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.NetworkDeviceReader;
import io.kdiag.host.proc.PidLimits;
import io.kdiag.host.proc.PidLimitsReader;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessStat;
import io.kdiag.host.proc.ProcessStatReader;
import io.kdiag.host.proc.ProtocolCounters;
import io.kdiag.host.proc.ProtocolCountersReader;
import io.kdiag.host.proc.Route;
import io.kdiag.host.proc.RouteReader;
import io.kdiag.host.proc.SocketStat;
import io.kdiag.host.proc.Sysctls;
import io.kdiag.host.proc.Uptime;
import io.kdiag.host.proc.Vmstat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The machine at one moment: counters, gauges and lists, each present or with the reason why not.
 * Two of them give rates. {@code uptime} is the monotonic clock that rates are taken over.
 */
public record HostSample(
    Instant time,
    Duration uptime,
    Reading<CpuTimes> cpu,
    Reading<LoadAverage> load,
    Reading<Meminfo> memory,
    Reading<Vmstat> vmstat,
    Reading<List<DiskStat>> disks,
    Reading<List<FilesystemSpace>> filesystems,
    Reading<List<NetworkDevice>> networkDevices,
    Reading<ProtocolCounters> protocols,
    Reading<SocketStat> sockets,
    Reading<Conntrack> conntrack,
    Reading<List<NeighbourTable>> neighbours,
    Reading<List<Route>> routes,
    Reading<FileHandles> fileHandles,
    Reading<PidLimits> pids,
    Reading<InotifyUse> inotify,
    Reading<List<ProcessStat>> processes,
    Reading<PressureStall> cpuPressure,
    Reading<PressureStall> memoryPressure,
    Reading<PressureStall> ioPressure,
    Reading<ClockSync> clock,
    Reading<List<CgroupUsage>> cgroups,
    Reading<KernelTaint> taint,
    Reading<String> commandLine,
    Reading<Map<String, String>> sysctls) {

  /** Nothing of a machine that nobody looked at; {@code why} says so. */
  public static HostSample unread(Instant now, String why) {
    return new HostSample(
        now,
        Duration.ZERO,
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why),
        Reading.absent(why));
  }

  /**
   * Reads everything, one thing after the other: some 10 ms on a small machine once the classes are
   * loaded. The time is that of the reader's clock, also for a recorded tree.
   */
  public static HostSample read(HostRoot root) {
    return new HostSample(
        Instant.now(),
        root.read("/proc/uptime", Uptime::parse).optional().orElse(Duration.ZERO),
        root.read("/proc/stat", CpuTimes::parse),
        root.read("/proc/loadavg", LoadAverage::parse),
        root.read("/proc/meminfo", Meminfo::parse),
        root.read("/proc/vmstat", Vmstat::parse),
        root.read("/proc/diskstats", DiskStat::parse),
        FilesystemSpaceReader.read(root),
        NetworkDeviceReader.read(root),
        ProtocolCountersReader.read(root),
        NetFiles.read(root, "sockstat", SocketStat::parse),
        ConntrackReader.read(root),
        NeighbourTableReader.read(root),
        RouteReader.read(root),
        root.read("/proc/sys/fs/file-nr", FileHandles::parse),
        PidLimitsReader.read(root),
        InotifyUseReader.read(root),
        ProcessStatReader.read(root),
        root.read("/proc/pressure/cpu", PressureStall::parse),
        root.read("/proc/pressure/memory", PressureStall::parse),
        root.read("/proc/pressure/io", PressureStall::parse),
        ClockSync.read(root),
        Cgroups.read(root),
        root.read("/proc/sys/kernel/tainted", KernelTaint::parse),
        root.read("/proc/cmdline", text -> Redaction.redact(text.trimmed())),
        Sysctls.read(root));
  }
}
