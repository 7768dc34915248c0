/** Prometheus rules, their unit tests and their runbooks, from one declaration each. */
@NullMarked
package io.kdiag.dashboards.rules;

import org.jspecify.annotations.NullMarked;
