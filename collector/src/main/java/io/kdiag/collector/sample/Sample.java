package io.kdiag.collector.sample;

import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.InterfaceCounters;
import io.kdiag.host.proc.InterfaceState;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.MachineIdentity;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessorTime;
import io.kdiag.host.proc.ProtocolCounters;
import io.kdiag.host.proc.SocketStat;
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
    Instant time, Duration uptime, Node node, Reading<List<OwnedCgroup>> cgroups, Told told) {

  /** What the machine itself says. {@code interfaceStates} are those of interfaces of its own. */
  public record Node(
      MachineIdentity identity,
      Reading<CpuTimes> cpu,
      Reading<List<ProcessorTime>> processors,
      Reading<LoadAverage> load,
      Reading<Meminfo> memory,
      Reading<Vmstat> vmstat,
      Reading<List<DiskStat>> disks,
      Reading<List<FilesystemSpace>> filesystems,
      Reading<List<InterfaceCounters>> interfaces,
      Map<String, InterfaceState> interfaceStates,
      Reading<ProtocolCounters> protocols,
      Reading<SocketStat> sockets,
      Reading<Conntrack> conntrack,
      Reading<FileHandles> fileHandles,
      Reading<ClockSync> clock,
      Reading<PressureStall> cpuPressure,
      Reading<PressureStall> memoryPressure,
      Reading<PressureStall> ioPressure) {

    /** With other file systems, which a recorded machine has none of. */
    public Node withFilesystems(List<FilesystemSpace> spaces) {
      return new Node(
          identity,
          cpu,
          processors,
          load,
          memory,
          vmstat,
          disks,
          Reading.present(spaces),
          interfaces,
          interfaceStates,
          protocols,
          sockets,
          conntrack,
          fileHandles,
          clock,
          cpuPressure,
          memoryPressure,
          ioPressure);
    }
  }

  /**
   * What is known from elsewhere than the present numbers: of containers by name, of runs that have
   * gone, from the API server, and whose disk holds what.
   */
  public record Told(
      List<Lasting> lasting,
      List<Lasting.Gone> gone,
      ClusterFacts cluster,
      Map<String, DiskUse> diskUse,
      Map<String, Long> dropped) {
    public static final Told NOTHING =
        new Told(List.of(), List.of(), ClusterFacts.UNKNOWN, Map.of(), Map.of());
  }

  /** The cgroups, none where they could not be read. */
  public List<OwnedCgroup> containers() {
    return cgroups instanceof Reading.Present<List<OwnedCgroup>>(List<OwnedCgroup> all)
        ? all
        : List.of();
  }

  /** The same with other cgroups and what was left out of them. */
  public Sample with(List<OwnedCgroup> kept, Map<String, Long> dropped) {
    Told now =
        new Told(told.lasting(), told.gone(), told.cluster(), told.diskUse(), Map.copyOf(dropped));
    return new Sample(time, uptime, node, Reading.present(kept), now);
  }

  /** What each source came to, by the name that own metrics and logs give it. */
  public Map<String, Reading<?>> sources() {
    return Map.ofEntries(
        Map.entry("cgroups", cgroups),
        Map.entry("clock", node.clock()),
        Map.entry("conntrack", node.conntrack()),
        Map.entry("cpu", node.cpu()),
        Map.entry("cpu_pressure", node.cpuPressure()),
        Map.entry("disks", node.disks()),
        Map.entry("file_handles", node.fileHandles()),
        Map.entry("filesystems", node.filesystems()),
        Map.entry("io_pressure", node.ioPressure()),
        Map.entry("load", node.load()),
        Map.entry("memory", node.memory()),
        Map.entry("memory_pressure", node.memoryPressure()),
        Map.entry("network_devices", node.interfaces()),
        Map.entry("processors", node.processors()),
        Map.entry("protocols", node.protocols()),
        Map.entry("sockets", node.sockets()),
        Map.entry("vmstat", node.vmstat()));
  }
}
