package io.kdiag.host.proc;

/**
 * Process ids: tasks (threads) there are now, {@code kernel.pid_max} and {@code
 * kernel.threads-max}.
 */
public record PidLimits(long tasks, long pidMax, long threadsMax) {}
