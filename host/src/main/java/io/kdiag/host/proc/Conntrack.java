package io.kdiag.host.proc;

/**
 * Connection tracking: entries now and the most there may be; {@code drops} and {@code earlyDrops}
 * and\n * {@code insertFailed} since boot, summed over processors ({@code
 * /proc/net/stat/nf_conntrack}).
 */
public record Conntrack(long entries, long limit, long drops, long earlyDrops, long insertFailed) {}
