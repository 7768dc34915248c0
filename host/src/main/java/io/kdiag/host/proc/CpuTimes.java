package io.kdiag.host.proc;

/**
 * Processor time since boot, all processors together, in seconds, with the number of processors
 * online, and the counters\n * that {@code /proc/stat} keeps beside it. Guest time is inside user
 * time, as the kernel counts it.
 */
public record CpuTimes(
    int processors,
    double userSeconds,
    double niceSeconds,
    double systemSeconds,
    double idleSeconds,
    double iowaitSeconds,
    double irqSeconds,
    double softirqSeconds,
    double stealSeconds,
    long contextSwitches,
    long bootTimeEpochSeconds,
    long forks,
    long runningTasks,
    long blockedTasks) {}
