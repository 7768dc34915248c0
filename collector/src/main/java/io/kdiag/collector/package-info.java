/** Metrics of the containers and the node, one tick for all who ask. */
@NullMarked
package io.kdiag.collector;

import org.jspecify.annotations.NullMarked;
