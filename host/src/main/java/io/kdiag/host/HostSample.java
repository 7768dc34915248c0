package io.kdiag.host;

import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.InotifyUse;
import io.kdiag.host.proc.KernelTaint;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.NeighbourTable;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.PidLimits;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessStat;
import io.kdiag.host.proc.ProtocolCounters;
import io.kdiag.host.proc.Route;
import io.kdiag.host.proc.SocketStat;
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
    Reading<Map<String, String>> sysctls) {}
