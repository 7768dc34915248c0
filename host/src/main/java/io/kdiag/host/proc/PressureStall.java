package io.kdiag.host.proc;

import org.jspecify.annotations.Nullable;

/**
 * Pressure (PSI): the share of time in percent in which some or all tasks waited, over 10, 60 and
 * 300 seconds, and the total in\n * seconds. {@code full} is null where the kernel gives none (cpu
 * before 5.13).\n *\n * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 */
public record PressureStall(Stall some, @Nullable Stall full) {

  public record Stall(double avg10, double avg60, double avg300, double totalSeconds) {}
}
