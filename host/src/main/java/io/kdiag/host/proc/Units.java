package io.kdiag.host.proc;

/** The kernel's units, turned into bytes and seconds. A product beyond 63 bits saturates. */
final class Units {
  /** Of {@code /proc/diskstats} and {@code /proc/partitions}, whatever the device's own is. */
  static final long SECTOR_BYTES = 512;

  /** {@code USER_HZ}: what the kernel shows its clock ticks in, 100 on all but Alpha and ia64. */
  private static final double TICKS_PER_SECOND = 100;

  private Units() {}

  static double ticksToSeconds(long ticks) {
    return ticks / TICKS_PER_SECOND;
  }

  static double millisToSeconds(long millis) {
    return millis / 1e3;
  }

  /** {@code count} units of {@code size} bytes, neither of them negative. */
  static long bytes(long count, long size) {
    return Math.multiplyHigh(count, size) == 0 && count * size >= 0 ? count * size : Long.MAX_VALUE;
  }
}
