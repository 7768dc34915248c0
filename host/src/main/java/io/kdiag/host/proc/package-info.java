/**
 * The kernel's numbers of the whole machine: {@code /proc}, {@code /sys} and two system calls, in
 * base units.
 */
@NullMarked
package io.kdiag.host.proc;

import org.jspecify.annotations.NullMarked;
