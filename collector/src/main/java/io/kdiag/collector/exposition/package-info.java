/** The Prometheus text format 0.0.4, written as bytes. */
@NullMarked
package io.kdiag.collector.exposition;

import org.jspecify.annotations.NullMarked;
