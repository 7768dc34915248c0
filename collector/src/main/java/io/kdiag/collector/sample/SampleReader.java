package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.cgroup.CgroupReader;
import io.kdiag.host.proc.ConntrackReader;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpaceReader;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.NetworkDeviceReader;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessorTime;
import io.kdiag.host.proc.Uptime;
import io.kdiag.host.proc.Vmstat;
import java.time.Duration;
import java.time.InstantSource;

/** Reads {@link Sample}s of one machine. No process is looked at. For one thread. */
public final class SampleReader implements AutoCloseable {
  private final HostRoot root;
  private final InstantSource clock;
  private final Owners owners;
  private final CgroupReader cgroups;

  public SampleReader(HostRoot root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
    this.owners = new Owners(root);
    this.cgroups = new CgroupReader(root);
  }

  /** Reads everything, one thing after the other; what fails is in the sample as its reason. */
  public Sample read() {
    return new Sample(
        clock.instant(),
        root.read("/proc/uptime", Uptime::parse).optional().orElse(Duration.ZERO),
        root.read("/proc/stat", CpuTimes::parse),
        root.read("/proc/stat", ProcessorTime::parse),
        root.read("/proc/loadavg", LoadAverage::parse),
        root.read("/proc/meminfo", Meminfo::parse),
        root.read("/proc/vmstat", Vmstat::parse),
        root.read("/proc/diskstats", DiskStat::parse),
        FilesystemSpaceReader.read(root),
        NetworkDeviceReader.read(root),
        ConntrackReader.read(root),
        root.read("/proc/sys/fs/file-nr", FileHandles::parse),
        root.read("/proc/pressure/cpu", PressureStall::parse),
        root.read("/proc/pressure/memory", PressureStall::parse),
        root.read("/proc/pressure/io", PressureStall::parse),
        cgroups.read().map(owners::of));
  }

  @Override
  public void close() {
    cgroups.close();
  }
}
