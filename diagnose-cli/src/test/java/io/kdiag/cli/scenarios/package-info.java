/**
 * Real faults on a real cluster, one file each under {@code src/test/scenarios}: injected, asked
 * about, measured, cleaned up.
 */
@NullMarked
package io.kdiag.cli.scenarios;

import org.jspecify.annotations.NullMarked;
