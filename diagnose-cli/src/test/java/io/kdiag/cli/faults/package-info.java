/**
 * Real faults, made on this machine and on the test cluster, and found by the packaged program.
 * Root only.
 */
@NullMarked
package io.kdiag.cli.faults;

import org.jspecify.annotations.NullMarked;
