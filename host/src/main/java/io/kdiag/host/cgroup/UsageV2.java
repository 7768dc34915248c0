package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one cgroup of version 2: microseconds and bytes, one directory. The root has no limits and
 * no {@code memory.current}; a cgroup whose controllers are not enabled has the processor time
 * only.
 *
 * <pre>
 * cpu.stat       usage_usec 1204312 / user_usec 1000000 / system_usec 204312 / nr_periods 61 / nr_throttled 60 / throttled_usec 4794113
 * cpu.max        20000 100000
 * memory.stat    anon 4096 / file 90112 / ... inactive_file 40960
 * memory.events  low 0 / high 0 / max 25 / oom 1 / oom_kill 1 / oom_group_kill 0
 * pids.max       max
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
final class UsageV2 {
  /** {@code cpu.weight} runs from 1 to 10,000, {@code cpu.shares} from 2 to 262,144. */
  private static final double SHARES_PER_WEIGHT = 262_142.0 / 9_999;

  private final FileSource files;
  private final FileSource settings;
  private final String mount;
  private final Set<CgroupPart> parts;

  /** Settings are read from {@code settings}, everything else from {@code files}. */
  UsageV2(FileSource files, FileSource settings, String mount, Set<CgroupPart> parts) {
    this.files = files;
    this.settings = settings;
    this.mount = mount;
    this.parts = parts;
  }

  CgroupUsage read(CgroupId id) {
    CgroupDirectory directory = CgroupDirectory.of(files, mount, id.path());
    CgroupDirectory limits = new CgroupDirectory(settings, directory.path());
    Reading<CgroupUsage.Tasks> tasks;
    try {
      tasks = tasks(directory, limits);
    } catch (MissingPartException e) {
      tasks = e.part();
    }
    return new CgroupUsage(
        id,
        cpu(directory, limits),
        memory(directory, limits),
        tasks,
        pressure(directory, "cpu.pressure"),
        pressure(directory, "memory.pressure"),
        pressure(directory, "io.pressure"),
        parts.contains(CgroupPart.IO)
            ? files.readOptional(directory.path() + "io.stat", DeviceIo::parseV2)
            : null);
  }

  private Reading<CgroupUsage.Cpu> cpu(CgroupDirectory directory, CgroupDirectory limits) {
    try {
      long[] stat =
          directory.values(
              "cpu.stat",
              "usage_usec",
              "nr_periods",
              "nr_throttled",
              "throttled_usec",
              "user_usec",
              "system_usec",
              "nr_bursts",
              "burst_usec");
      if (stat[0] < 0) {
        return Reading.malformed(
            directory.path() + "cpu.stat", directory.path() + "cpu.stat: no usage_usec");
      }
      long[] max = limits.pair("cpu.max");
      boolean limited = max != null && max[0] != Long.MAX_VALUE && max[1] > 0;
      return Reading.present(
          new CgroupUsage.Cpu(
              stat[0] / 1e6,
              Math.max(0, stat[1]),
              Math.max(0, stat[2]),
              Math.max(0, stat[3]) / 1e6,
              max != null && limited ? (double) max[0] / max[1] : null,
              stat[4] < 0 ? null : stat[4] / 1e6,
              stat[5] < 0 ? null : stat[5] / 1e6,
              max != null && limited ? max[0] : null,
              max == null || max[1] <= 0 ? null : max[1],
              parts.contains(CgroupPart.DETAIL) ? detail(limits, stat) : null));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private static CgroupUsage.CpuDetail detail(CgroupDirectory limits, long[] stat)
      throws MissingPartException {
    Long weight = limits.optionalNumber("cpu.weight");
    return new CgroupUsage.CpuDetail(
        weight == null ? null : 2 + (long) ((weight - 1) * SHARES_PER_WEIGHT),
        known(stat[6]),
        stat[7] < 0 ? null : stat[7] / 1e6);
  }

  private Reading<CgroupUsage.Memory> memory(CgroupDirectory directory, CgroupDirectory limits) {
    try {
      long usage = directory.number("memory.current");
      long[] stat =
          directory.values(
              "memory.stat",
              "inactive_file",
              "anon",
              "file",
              "file_mapped",
              "pgfault",
              "pgmajfault");
      long limit = limits.limit("memory.max");
      long[] events = directory.optionalValues("memory.events", "oom_kill", "max");
      return Reading.present(
          new CgroupUsage.Memory(
              usage,
              Math.max(0, usage - Math.max(0, stat[0])),
              limit == Long.MAX_VALUE ? null : limit,
              events[0] < 0 ? null : events[0],
              events[1] < 0 ? null : events[1],
              known(stat[1]),
              known(stat[2]),
              parts.contains(CgroupPart.DETAIL) ? detail(directory, limits, stat) : null));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private static CgroupUsage.MemoryDetail detail(
      CgroupDirectory directory, CgroupDirectory limits, long[] stat) throws MissingPartException {
    Long guaranteed = limits.optionalNumber("memory.min");
    long swap = limits.limit("memory.swap.max");
    return new CgroupUsage.MemoryDetail(
        directory.optionalNumber("memory.peak"),
        known(stat[3]),
        directory.optionalNumber("memory.swap.current"),
        known(stat[4]),
        known(stat[5]),
        null,
        null,
        guaranteed == null || guaranteed == 0 ? null : guaranteed,
        swap == Long.MAX_VALUE ? null : swap);
  }

  private static @Nullable Long known(long value) {
    return value < 0 ? null : value;
  }

  /** The files of the pids controller are the same in both versions. */
  static Reading<CgroupUsage.Tasks> tasks(CgroupDirectory directory, CgroupDirectory limits)
      throws MissingPartException {
    long current = directory.number("pids.current");
    long limit = limits.limit("pids.max");
    long refused = directory.optionalValues("pids.events", "max")[0];
    return Reading.present(
        new CgroupUsage.Tasks(
            current, limit == Long.MAX_VALUE ? null : limit, refused < 0 ? null : refused));
  }

  /** A kernel booted with {@code psi=0} has none of these files, or refuses each read. */
  private Reading<PressureStall> pressure(CgroupDirectory directory, String file) {
    return parts.contains(CgroupPart.PRESSURE)
        ? files.readOptional(directory.path() + file, PressureStall::parse)
        : Reading.absent(file);
  }
}
