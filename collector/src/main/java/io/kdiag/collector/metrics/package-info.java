/** One class per subject of metrics; {@link io.kdiag.collector.metrics.AllMetrics} lists them. */
@NullMarked
package io.kdiag.collector.metrics;

import org.jspecify.annotations.NullMarked;
