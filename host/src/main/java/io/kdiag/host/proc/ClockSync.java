package io.kdiag.host.proc;

/**
 * The kernel's clock discipline from {@code adjtimex(2)}: whether some daemon keeps it ({@code
 * STA_UNSYNC} not set), the\n * greatest error it admits, and the present offset, in seconds.
 */
public record ClockSync(boolean synchronised, double maximumErrorSeconds, double offsetSeconds) {}
