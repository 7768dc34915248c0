package io.kdiag.host.proc;

import java.util.Map;

/**
 * {@code /proc/vmstat}: counters since boot under the kernel's names ({@code oom_kill}, {@code
 * pswpin}, {@code pgmajfault}).
 */
public record Vmstat(Map<String, Long> counters) {}
