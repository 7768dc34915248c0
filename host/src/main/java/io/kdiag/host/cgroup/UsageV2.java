package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;

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
  private final FileSource files;
  private final String mount;

  UsageV2(FileSource files, String mount) {
    this.files = files;
    this.mount = mount;
  }

  CgroupUsage read(CgroupId id) {
    CgroupDirectory directory = CgroupDirectory.of(files, mount, id.path());
    Reading<CgroupUsage.Tasks> tasks;
    try {
      tasks = tasks(directory);
    } catch (MissingPartException e) {
      tasks = e.part();
    }
    return new CgroupUsage(
        id,
        cpu(directory),
        memory(directory),
        tasks,
        pressure(directory, "cpu.pressure"),
        pressure(directory, "memory.pressure"),
        pressure(directory, "io.pressure"));
  }

  private static Reading<CgroupUsage.Cpu> cpu(CgroupDirectory directory) {
    try {
      long[] stat =
          directory.values(
              "cpu.stat",
              "usage_usec",
              "nr_periods",
              "nr_throttled",
              "throttled_usec",
              "user_usec",
              "system_usec");
      if (stat[0] < 0) {
        return Reading.malformed(
            directory.path() + "cpu.stat", directory.path() + "cpu.stat: no usage_usec");
      }
      long[] max = directory.pair("cpu.max");
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
              max == null || max[1] <= 0 ? null : max[1]));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  private static Reading<CgroupUsage.Memory> memory(CgroupDirectory directory) {
    try {
      long usage = directory.number("memory.current");
      long[] stat = directory.values("memory.stat", "inactive_file", "anon", "file");
      long limit = directory.limit("memory.max");
      long[] events = directory.optionalValues("memory.events", "oom_kill", "max");
      return Reading.present(
          new CgroupUsage.Memory(
              usage,
              Math.max(0, usage - Math.max(0, stat[0])),
              limit == Long.MAX_VALUE ? null : limit,
              events[0] < 0 ? null : events[0],
              events[1] < 0 ? null : events[1],
              stat[1] < 0 ? null : stat[1],
              stat[2] < 0 ? null : stat[2]));
    } catch (MissingPartException e) {
      return e.part();
    }
  }

  /** The files of the pids controller are the same in both versions. */
  static Reading<CgroupUsage.Tasks> tasks(CgroupDirectory directory) throws MissingPartException {
    long current = directory.number("pids.current");
    long limit = directory.limit("pids.max");
    long refused = directory.optionalValues("pids.events", "max")[0];
    return Reading.present(
        new CgroupUsage.Tasks(
            current, limit == Long.MAX_VALUE ? null : limit, refused < 0 ? null : refused));
  }

  private static Reading<PressureStall> pressure(CgroupDirectory directory, String file) {
    return directory.files().read(directory.path() + file, PressureStall::parse);
  }
}
