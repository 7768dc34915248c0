package io.kdiag.host.proc;

import java.util.Map;

/**
 * {@code /proc/meminfo} in bytes. {@code availableBytes} is the kernel's own estimate of what can
 * be had without swapping.\n * {@code fields} holds every line under its own name, in bytes.
 */
public record Meminfo(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long swapTotalBytes,
    long swapFreeBytes,
    Map<String, Long> fields) {}
