package io.kdiag.host.proc;

/**
 * Connection tracking: entries now and the most there may be; {@code drops} and {@code earlyDrops}
 * and {@code insertFailed} since boot, summed over processors ({@code
 * /proc/net/stat/nf_conntrack}); -1 where the kernel does not count them.
 *
 * @see <a href="https://docs.kernel.org/networking/nf_conntrack-sysctl.html">nf_conntrack</a>
 */
public record Conntrack(long entries, long limit, long drops, long earlyDrops, long insertFailed) {}
