package io.kdiag.host.cgroup;

import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import org.jspecify.annotations.Nullable;

/**
 * What one cgroup uses and may use, both versions alike: seconds and bytes since it exists, limits
 * null where there is none. A part whose controller is missing is absent.
 */
public record CgroupUsage(
    CgroupId id,
    Reading<Cpu> cpu,
    Reading<Memory> memory,
    Reading<Tasks> tasks,
    Reading<PressureStall> cpuPressure,
    Reading<PressureStall> memoryPressure,
    Reading<PressureStall> ioPressure) {

  /**
   * {@code limitProcessors} is quota divided by period. The rest is null where the kernel, or the
   * record of an older release, has none of it: the time's parts, and the quota and its period.
   */
  public record Cpu(
      double usageSeconds,
      long periods,
      long throttledPeriods,
      double throttledSeconds,
      @Nullable Double limitProcessors,
      @Nullable Double userSeconds,
      @Nullable Double systemSeconds,
      @Nullable Long quotaMicros,
      @Nullable Long periodMicros) {

    public Cpu(
        double usageSeconds,
        long periods,
        long throttledPeriods,
        double throttledSeconds,
        @Nullable Double limitProcessors) {
      this(
          usageSeconds,
          periods,
          throttledPeriods,
          throttledSeconds,
          limitProcessors,
          null,
          null,
          null,
          null);
    }
  }

  /**
   * {@code workingSetBytes} is what kubelet evicts by: usage without inactive file pages. {@code
   * oomKills} and {@code limitHits} count since the cgroup exists; null where the kernel does not
   * count them. Version 1 kernels of today may kill in a container without counting a limit hit: 0
   * of the latter says nothing. {@code rssBytes} is anonymous memory, {@code cacheBytes} that of
   * files; null where the kernel, or the record of an older release, has none of it.
   */
  public record Memory(
      long usageBytes,
      long workingSetBytes,
      @Nullable Long limitBytes,
      @Nullable Long oomKills,
      @Nullable Long limitHits,
      @Nullable Long rssBytes,
      @Nullable Long cacheBytes) {

    public Memory(
        long usageBytes,
        long workingSetBytes,
        @Nullable Long limitBytes,
        @Nullable Long oomKills,
        @Nullable Long limitHits) {
      this(usageBytes, workingSetBytes, limitBytes, oomKills, limitHits, null, null);
    }
  }

  /**
   * Processes and threads; {@code refusedForks} counts {@code pids.events max}, null where the
   * kernel does not.
   */
  public record Tasks(long current, @Nullable Long limit, @Nullable Long refusedForks) {}
}
