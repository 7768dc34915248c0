package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final String[] STAT = {
    "total_inactive_file",
    "total_rss",
    "total_cache",
    "total_mapped_file",
    "total_swap",
    "total_pgfault",
    "total_pgmajfault",
    "pgfault",
    "pgmajfault"
  };

  private static final String BYTES = "blkio.throttle.io_service_bytes";
  private static final String OPERATIONS = "blkio.throttle.io_serviced";

  private final FileSource files;
  private final FileSource settings;
  private final CgroupMounts mounts;
  private final Set<CgroupPart> parts;

  /** Settings are read from {@code settings}, everything else from {@code files}. */
  UsageV1(FileSource files, FileSource settings, CgroupMounts mounts, Set<CgroupPart> parts) {
    this.files = files;
    this.settings = settings;
    this.mounts = mounts;
    this.parts = parts;
  }

  CgroupUsage read(CgroupId id) {
    Reading<PressureStall> none = Reading.absent("cgroup version 1");
    return new CgroupUsage(
        id,
        cpu(id.path()),
        memory(id.path()),
        tasks(id.path()),
        none,
        none,
        none,
        parts.contains(CgroupPart.IO) ? io(id.path()) : null);
  }

  private Reading<CgroupUsage.Cpu> cpu(String path) {
    try {
      CgroupDirectory cpuacct = at(mounts.cpuacct(), path, "cpuacct");
      long nanos = cpuacct.number("cpuacct.usage");
      long[] ticks = cpuacct.optionalValues("cpuacct.stat", "user", "system");
      if (mounts.cpu() == null) {
        return Reading.present(
            new CgroupUsage.Cpu(
                nanos / 1e9,
                0,
                0,
                0,
                null,
                seconds(ticks[0]),
                seconds(ticks[1]),
                null,
                null,
                null));
      }
      long[] stat = cpuStat(path);
      CgroupDirectory limits = CgroupDirectory.of(settings, mounts.cpu(), path);
      Long period = limits.optionalNumber("cpu.cfs_period_us");
      Long quota = period == null || period <= 0 ? null : quota(limits);
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
              period,
              parts.contains(CgroupPart.DETAIL) ? detail(limits, stat) : null));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private long[] cpuStat(String path) throws MissingPartException {
    return at(mounts.cpu(), path, "cpu")
        .optionalValues(
            "cpu.stat", "nr_periods", "nr_throttled", "throttled_time", "nr_bursts", "burst_time");
  }

  private static CgroupUsage.CpuDetail detail(CgroupDirectory limits, long[] stat)
      throws MissingPartException {
    return new CgroupUsage.CpuDetail(
        limits.optionalNumber("cpu.shares"), known(stat[3]), stat[4] < 0 ? null : stat[4] / 1e9);
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
      long[] stat = memory.values("memory.stat", STAT);
      CgroupDirectory limits = CgroupDirectory.of(settings, memory(), path);
      long limit = limits.limit("memory.limit_in_bytes");
      long kills = memory.optionalValues("memory.oom_control", "oom_kill")[0];
      return Reading.present(
          new CgroupUsage.Memory(
              usage,
              Math.max(0, usage - Math.max(0, stat[0])),
              limit >= NO_LIMIT ? null : limit,
              kills < 0 ? null : kills,
              memory.optionalNumber("memory.failcnt"),
              known(stat[1]),
              known(stat[2]),
              parts.contains(CgroupPart.DETAIL) ? detail(memory, limits, stat) : null));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private String memory() {
    return mounts.memory() == null ? "" : mounts.memory();
  }

  private static CgroupUsage.MemoryDetail detail(
      CgroupDirectory memory, CgroupDirectory limits, long[] stat) throws MissingPartException {
    long soft = limits.limit("memory.soft_limit_in_bytes");
    long swap = limits.limit("memory.memsw.limit_in_bytes");
    return new CgroupUsage.MemoryDetail(
        memory.optionalNumber("memory.max_usage_in_bytes"),
        known(stat[3]),
        known(stat[4]),
        known(stat[5]),
        known(stat[6]),
        known(stat[7]),
        known(stat[8]),
        soft >= NO_LIMIT ? null : soft,
        swap >= NO_LIMIT ? null : swap);
  }

  private static @Nullable Long known(long value) {
    return value < 0 ? null : value;
  }

  /** Kernels before 5.4 count without what is below. */
  private Reading<List<DeviceIo>> io(String path) {
    try {
      CgroupDirectory blkio = at(mounts.blkio(), path, "blkio");
      Reading<Map<String, long[]>> bytes = counters(blkio, BYTES);
      Reading<Map<String, long[]>> operations = counters(blkio, OPERATIONS);
      return bytes.flatMap(moved -> operations.map(done -> DeviceIo.ofV1(moved, done)));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private Reading<Map<String, long[]>> counters(CgroupDirectory blkio, String file) {
    String path = blkio.path() + file;
    return files
        .readOptional(path + "_recursive", DeviceIo::parseV1)
        .orIfAbsent(() -> files.readOptional(path, DeviceIo::parseV1));
  }

  private Reading<CgroupUsage.Tasks> tasks(String path) {
    try {
      CgroupDirectory pids = at(mounts.pids(), path, "pids");
      return UsageV2.tasks(pids, new CgroupDirectory(settings, pids.path()));
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
