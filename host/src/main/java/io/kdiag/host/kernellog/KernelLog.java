package io.kdiag.host.kernellog;

import java.util.List;

/**
 * A reading of the kernel log: its records, oldest first, and what is known to be missing. {@code
 * lost} counts records that were overwritten before they were read; {@code from} is the form it
 * came in ({@code /dev/kmsg}, {@code /var/log/kern.log}, {@code dmesg}).
 */
public record KernelLog(String from, String bootId, List<KernelRecord> records, long lost) {}
