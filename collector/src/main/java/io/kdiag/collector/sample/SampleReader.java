package io.kdiag.collector.sample;

import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupReader;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.ConntrackReader;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpaceReader;
import io.kdiag.host.proc.InterfaceCounters;
import io.kdiag.host.proc.InterfaceState;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.MachineIdentity;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.NetFiles;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessorTime;
import io.kdiag.host.proc.ProtocolCountersReader;
import io.kdiag.host.proc.SocketStat;
import io.kdiag.host.proc.Uptime;
import io.kdiag.host.proc.Vmstat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@link Sample}s of one machine. For one thread. */
public final class SampleReader implements AutoCloseable {
  private final HostRoot root;
  private final InstantSource clock;
  private final Wanted wanted;
  private final Supplier<ClusterFacts> cluster;
  private final MachineIdentity identity;
  private final Owners owners;
  private final CgroupReader cgroups;
  private final ProcessUses processes;
  private final PodNetworks networks;
  private final OomWatch kills;
  private final History history = new History();
  private final @Nullable DiskUses disk;

  /** Everything that is on by default, without an API server. */
  public SampleReader(HostRoot root, InstantSource clock) {
    this(root, clock, Wanted.DEFAULT, () -> ClusterFacts.UNKNOWN);
  }

  public SampleReader(
      HostRoot root, InstantSource clock, Wanted wanted, Supplier<ClusterFacts> cluster) {
    this.root = root;
    this.clock = clock;
    this.wanted = wanted;
    this.cluster = cluster;
    this.identity = MachineIdentity.read(root);
    this.owners = new Owners(root);
    this.cgroups = new CgroupReader(root, wanted.cgroupParts());
    this.processes = new ProcessUses(root, cgroups);
    this.networks = new PodNetworks(root);
    this.kills = new OomWatch(root);
    String kubelet = wanted.kubeletDirectory();
    this.disk = kubelet == null ? null : new DiskUses(root, kubelet);
  }

  /** Reads everything, one thing after the other; what fails is in the sample as its reason. */
  public Sample read() {
    Instant now = clock.instant();
    Duration uptime = root.read("/proc/uptime", Uptime::parse).optional().orElse(Duration.ZERO);
    Sample.Node node = node();
    ClusterFacts facts = cluster.get();
    List<CgroupId> killed = kills.killed();
    Reading<List<OwnedCgroup>> read =
        cgroups.read().map(usages -> complete(owners.of(usages, facts), node));
    List<OwnedCgroup> all = read.optional().orElse(List.of());
    history.tick(now, all, killed, owners.logs(), facts);
    Map<String, DiskUse> use = disk == null ? Map.of() : disk.of(all, owners.logs());
    Sample.Told told = new Sample.Told(history.lasting(), history.gone(), facts, use, Map.of());
    return new Sample(now, uptime, node, read, told);
  }

  private Sample.Node node() {
    Reading<List<InterfaceCounters>> interfaces = InterfaceCounters.ofMachine(root);
    return new Sample.Node(
        identity,
        root.read("/proc/stat", CpuTimes::parse),
        root.read("/proc/stat", ProcessorTime::parse),
        root.read("/proc/loadavg", LoadAverage::parse),
        root.read("/proc/meminfo", Meminfo::parse),
        root.read("/proc/vmstat", Vmstat::parse),
        root.read("/proc/diskstats", DiskStat::parse),
        FilesystemSpaceReader.read(root),
        interfaces,
        states(interfaces.optional().orElse(List.of())),
        ProtocolCountersReader.read(root),
        NetFiles.read(root, "sockstat", SocketStat::parse),
        ConntrackReader.read(root),
        root.read("/proc/sys/fs/file-nr", FileHandles::parse),
        ClockSync.read(root),
        root.read("/proc/pressure/cpu", PressureStall::parse),
        root.read("/proc/pressure/memory", PressureStall::parse),
        root.read("/proc/pressure/io", PressureStall::parse));
  }

  private Map<String, InterfaceState> states(List<InterfaceCounters> interfaces) {
    Map<String, InterfaceState> states = new HashMap<>();
    for (InterfaceCounters each : interfaces) {
      if (!each.name().startsWith("veth")) {
        InterfaceState.read(root, each.name())
            .optional()
            .ifPresent(state -> states.put(each.name(), state));
      }
    }
    return states;
  }

  /** Adds what the processes of the cgroups tell. */
  private List<OwnedCgroup> complete(List<OwnedCgroup> all, Sample.Node node) {
    if (!wanted.processes()) {
      return all;
    }
    Long boot = node.cpu().map(CpuTimes::bootTimeEpochSeconds).optional().orElse(null);
    Map<String, ProcessUse> uses = processes.of(all, boot);
    Map<String, List<InterfaceCounters>> counters =
        wanted.network() ? networks.of(all, uses, node.interfaces()) : Map.of();
    List<OwnedCgroup> complete = new ArrayList<>(all.size());
    for (OwnedCgroup each : all) {
      complete.add(each.with(uses.get(each.path()), counters.getOrDefault(each.path(), List.of())));
    }
    return List.copyOf(complete);
  }

  /** How many cgroups ended while the last sample was read. */
  public int gone() {
    return cgroups.gone();
  }

  @Override
  public void close() {
    cgroups.close();
    kills.close();
  }
}
