package io.kdiag.host.kernellog;

import java.time.Instant;

/**
 * One record of the kernel log. {@code sequence} is -1 where the form has none ({@code kern.log},
 * dmesg text); {@code priority}\n * is the syslog level 0 to 7 (-1 unknown), {@code facility} 0 is
 * the kernel itself; {@code sinceBootMicros} is -1 where unknown;\n * {@code time} is boot time
 * plus that, or the line's own.
 */
public record KernelRecord(
    long sequence, int facility, int priority, long sinceBootMicros, Instant time, String text) {}
