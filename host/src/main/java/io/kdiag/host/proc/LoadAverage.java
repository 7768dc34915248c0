package io.kdiag.host.proc;

/** {@code /proc/loadavg}: tasks running or uninterruptible, averaged over 1, 5 and 15 minutes. */
public record LoadAverage(double one, double five, double fifteen, long runnable, long tasks) {}
