package io.kdiag.host.proc;

/**
 * One line of {@code /proc/diskstats}: operations, bytes and seconds since boot. {@code ioSeconds}
 * is the time in which at\n * least one operation was under way: its rate is the utilisation.
 */
public record DiskStat(
    String device,
    long reads,
    long readBytes,
    double readSeconds,
    long writes,
    long writtenBytes,
    double writeSeconds,
    long inProgress,
    double ioSeconds,
    double weightedIoSeconds) {}
