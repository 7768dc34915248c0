package io.kdiag.cli.rules;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a machine for the tests of rules. */
final class Machines {
  static final String POD_UID = "0c1f2d3e-1111-2222-3333-444455556666";
  static final String CONTAINER_ID =
      "4a5b00000000000000000000000000000000000000000000000000000000cafe";
  static final String POD_CGROUP = "/kubepods/burstable/pod" + POD_UID;
  static final String CONTAINER_CGROUP = POD_CGROUP + "/" + CONTAINER_ID;
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;

  private Machines() {}

  /** The container app of pod shop/cart-0, whose cgroup is {@link #CONTAINER_CGROUP}. */
  static ContainerState cart() {
    ContainerLog log =
        new ContainerLog(
            "shop", "cart-0", POD_UID, "app", 0, CONTAINER_ID, List.of(), TestEvidence.NOW);
    return new ContainerState(log, List.of(), true, List.of());
  }

  /** Processor times of two processors, in seconds since boot. */
  static CpuTimes cpu(double user, double system, double idle, double iowait, double steal) {
    return new CpuTimes(2, user, 0, system, idle, iowait, 0, 0, steal, 0, 0, 0, 1, 0);
  }

  static ProcessStat process(int pid, String name, char state, double cpuSeconds, long rss) {
    return new ProcessStat(pid, 1, name, state, 1, cpuSeconds, rss, 100, "/", "");
  }

  static ProcessStat inCart(int pid, String name, double cpuSeconds, long rss) {
    return new ProcessStat(pid, 1, name, 'S', 1, cpuSeconds, rss, 100, CONTAINER_CGROUP, "");
  }

  static PressureStall pressure(double some10, double some60, double full10, double full60) {
    return new PressureStall(
        new PressureStall.Stall(some10, some60, 0, 1),
        new PressureStall.Stall(full10, full60, 0, 1));
  }

  static FilesystemSpace ext4(String at, long size, long free, long available) {
    return new FilesystemSpace(mount(at, "ext4", "rw", "rw"), size, free, available, 1000, 900);
  }

  static Mount mount(String at, String type, String options, String superOptions) {
    return new Mount(
        "/dev/sdb1",
        at,
        type,
        List.of(options.split(",")),
        List.of(superOptions.split(",")),
        "8:17");
  }

  static NetworkDevice eth0(long packets, long errors, long drops, String state, long changes) {
    return new NetworkDevice(
        "eth0",
        packets * 100,
        packets,
        errors,
        drops,
        0,
        0,
        0,
        0,
        state,
        false,
        true,
        changes,
        1000);
  }

  /** A cgroup with nothing in it that was read. */
  static CgroupUsage cgroup(String path) {
    boolean container = path.equals(CONTAINER_CGROUP);
    CgroupId id =
        new CgroupId(
            path, path.contains(POD_UID) ? POD_UID : null, container ? CONTAINER_ID : null, null);
    return new CgroupUsage(
        id,
        Reading.absent(path),
        Reading.absent(path),
        Reading.absent(path),
        Reading.absent(path),
        Reading.absent(path),
        Reading.absent(path));
  }

  static CgroupUsage cpu(
      String path, double used, long periods, long throttled, @Nullable Double limit) {
    CgroupUsage.Cpu cpu = new CgroupUsage.Cpu(used, periods, throttled, throttled * 0.05, limit);
    return TestEvidence.with(cgroup(path), "cpu", cpu);
  }

  static CgroupUsage memory(
      String path, long workingSet, @Nullable Long limit, @Nullable Long oomKills) {
    CgroupUsage.Memory memory =
        new CgroupUsage.Memory(workingSet, workingSet, limit, oomKills, null);
    return TestEvidence.with(cgroup(path), "memory", memory);
  }

  static CgroupUsage tasks(
      String path, long current, @Nullable Long limit, @Nullable Long refused) {
    return TestEvidence.with(cgroup(path), "tasks", new CgroupUsage.Tasks(current, limit, refused));
  }
}
