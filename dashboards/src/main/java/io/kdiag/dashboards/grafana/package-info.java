/** Grafana dashboards, from one short class each. */
@NullMarked
package io.kdiag.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
