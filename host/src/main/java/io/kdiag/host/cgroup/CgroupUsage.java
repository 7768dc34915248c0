package io.kdiag.host.cgroup;

import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one cgroup uses and may use, both versions alike: seconds and bytes since it exists, limits
 * null where there is none. A part whose controller is missing is absent. {@code io} is null where
 * nobody asked for it.
 */
public record CgroupUsage(
    CgroupId id,
    Reading<Cpu> cpu,
    Reading<Memory> memory,
    Reading<Tasks> tasks,
    Reading<PressureStall> cpuPressure,
    Reading<PressureStall> memoryPressure,
    Reading<PressureStall> ioPressure,
    @Nullable Reading<List<DeviceIo>> io) {

  /** Without its reads and writes. */
  public CgroupUsage(
      CgroupId id,
      Reading<Cpu> cpu,
      Reading<Memory> memory,
      Reading<Tasks> tasks,
      Reading<PressureStall> cpuPressure,
      Reading<PressureStall> memoryPressure,
      Reading<PressureStall> ioPressure) {
    this(id, cpu, memory, tasks, cpuPressure, memoryPressure, ioPressure, null);
  }

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
      @Nullable Long periodMicros,
      @Nullable CpuDetail detail) {

    /** Without detail. */
    public Cpu(
        double usageSeconds,
        long periods,
        long throttledPeriods,
        double throttledSeconds,
        @Nullable Double limitProcessors,
        @Nullable Double userSeconds,
        @Nullable Double systemSeconds,
        @Nullable Long quotaMicros,
        @Nullable Long periodMicros) {
      this(
          usageSeconds,
          periods,
          throttledPeriods,
          throttledSeconds,
          limitProcessors,
          userSeconds,
          systemSeconds,
          quotaMicros,
          periodMicros,
          null);
    }

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
   * {@code shares} in version 1's measure, 1,024 for a processor's worth; bursts are periods in
   * which saved-up time was used. Null where the kernel has none of it.
   */
  public record CpuDetail(
      @Nullable Long shares, @Nullable Long bursts, @Nullable Double burstSeconds) {}

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
      @Nullable Long cacheBytes,
      @Nullable MemoryDetail detail) {

    public Memory(
        long usageBytes,
        long workingSetBytes,
        @Nullable Long limitBytes,
        @Nullable Long oomKills,
        @Nullable Long limitHits) {
      this(usageBytes, workingSetBytes, limitBytes, oomKills, limitHits, null, null, null);
    }
  }

  /**
   * Bytes, and page faults since it exists: {@code own...} those of the cgroup itself, which
   * version 2 does not tell, the others with all below it. {@code reservationBytes} is the soft
   * limit of version 1 and {@code memory.min} of version 2; {@code swapLimitBytes} is of memory and
   * swap together in version 1 and of swap alone in version 2. Null where the kernel has none of
   * it, a limit also where there is none.
   */
  public record MemoryDetail(
      @Nullable Long maxUsageBytes,
      @Nullable Long mappedFileBytes,
      @Nullable Long swapBytes,
      @Nullable Long pageFaults,
      @Nullable Long majorPageFaults,
      @Nullable Long ownPageFaults,
      @Nullable Long ownMajorPageFaults,
      @Nullable Long reservationBytes,
      @Nullable Long swapLimitBytes) {}

  /**
   * Processes and threads; {@code refusedForks} counts {@code pids.events max}, null where the
   * kernel does not.
   */
  public record Tasks(long current, @Nullable Long limit, @Nullable Long refusedForks) {}
}
