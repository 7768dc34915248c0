package io.kdiag.host.cgroup;

/** What {@link CgroupReader} reads of each cgroup beyond processor time, memory and tasks. */
public enum CgroupPart {
  /** Pressure (version 2). */
  PRESSURE,
  /** Reads and writes by device. */
  IO,
  /** {@link CgroupUsage.CpuDetail} and {@link CgroupUsage.MemoryDetail}. */
  DETAIL
}
