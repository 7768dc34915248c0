/** Writes the dashboards, rules and runbooks that are checked in. */
@NullMarked
package io.kdiag.dashboards;

import org.jspecify.annotations.NullMarked;
