package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import org.jspecify.annotations.Nullable;

/**
 * Reads one cgroup of version 1: nanoseconds and bytes, a hierarchy per controller, no pressure.
 *
 * <pre>
 * cpuacct.usage          7204312567
 * cpuacct.stat           user 612 / system 108 (hundredths of a second)
 * cpu.stat               nr_periods 120 / nr_throttled 118 / throttled_time 9412000000
 * memory.stat            ... total_cache 90112 / total_rss 4096 / total_inactive_file 40960
 * memory.oom_control     oom_kill_disable 0 / under_oom 0 / oom_kill 3
 * memory.limit_in_bytes  9223372036854771712 (the most pages there can be: no limit)
 * pids.events            max 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">Memory, version 1</a>
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">CFS bandwidth</a>
 */
final class UsageV1 {
  /** LONG_MAX rounded down to pages of 64 KiB, the largest there are. */
  private static final long NO_LIMIT = Long.MAX_VALUE & -65536L;

  private final FileSource files;
  private final CgroupMounts mounts;

  UsageV1(FileSource files, CgroupMounts mounts) {
    this.files = files;
    this.mounts = mounts;
  }

  CgroupUsage read(CgroupId id) {
    Reading<PressureStall> none = Reading.absent("cgroup version 1");
    return new CgroupUsage(
        id, cpu(id.path()), memory(id.path()), tasks(id.path()), none, none, none);
  }

  private Reading<CgroupUsage.Cpu> cpu(String path) {
    try {
      CgroupDirectory cpuacct = at(mounts.cpuacct(), path, "cpuacct");
      long nanos = cpuacct.number("cpuacct.usage");
      long[] ticks = cpuacct.optionalValues("cpuacct.stat", "user", "system");
      if (mounts.cpu() == null) {
        return Reading.present(
            new CgroupUsage.Cpu(
                nanos / 1e9, 0, 0, 0, null, seconds(ticks[0]), seconds(ticks[1]), null, null));
      }
      CgroupDirectory cpu = at(mounts.cpu(), path, "cpu");
      long[] stat = cpu.optionalValues("cpu.stat", "nr_periods", "nr_throttled", "throttled_time");
      Long period = cpu.optionalNumber("cpu.cfs_period_us");
      Long quota = period == null || period <= 0 ? null : quota(cpu);
      return Reading.present(
          new CgroupUsage.Cpu(
              nanos / 1e9,
              Math.max(0, stat[0]),
              Math.max(0, stat[1]),
              Math.max(0, stat[2]) / 1e9,
              quota == null || period == null ? null : (double) quota / period,
              seconds(ticks[0]),
              seconds(ticks[1]),
              quota,
              period));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  /** -1 is no quota. */
  private static @Nullable Long quota(CgroupDirectory cpu) throws MissingPartException {
    Long quota = cpu.optionalNumber("cpu.cfs_quota_us");
    return quota == null || quota < 0 ? null : quota;
  }

  /** {@code USER_HZ} is 100 on all that Kubernetes runs on. */
  private static @Nullable Double seconds(long ticks) {
    return ticks < 0 ? null : ticks / 100.0;
  }

  private Reading<CgroupUsage.Memory> memory(String path) {
    try {
      CgroupDirectory memory = at(mounts.memory(), path, "memory");
      long usage = memory.number("memory.usage_in_bytes");
      long[] stat = memory.values("memory.stat", "total_inactive_file", "total_rss", "total_cache");
      long limit = memory.limit("memory.limit_in_bytes");
      long kills = memory.optionalValues("memory.oom_control", "oom_kill")[0];
      return Reading.present(
          new CgroupUsage.Memory(
              usage,
              Math.max(0, usage - Math.max(0, stat[0])),
              limit >= NO_LIMIT ? null : limit,
              kills < 0 ? null : kills,
              memory.optionalNumber("memory.failcnt"),
              stat[1] < 0 ? null : stat[1],
              stat[2] < 0 ? null : stat[2]));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private Reading<CgroupUsage.Tasks> tasks(String path) {
    try {
      return UsageV2.tasks(at(mounts.pids(), path, "pids"));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private CgroupDirectory at(@Nullable String mount, String path, String controller)
      throws MissingPartException {
    if (mount == null) {
      throw new MissingPartException(Reading.absent("cgroup controller " + controller));
    }
    return CgroupDirectory.of(files, mount, path);
  }
}
