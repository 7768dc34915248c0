/** Runs what is checked in by real back ends that real agents fill, and shows it. */
@NullMarked
package io.kdiag.dashboards.proof;

import org.jspecify.annotations.NullMarked;
