/** A large cluster's objects in a real API server, and what asking it costs. */
@NullMarked
package io.kdiag.cli.scale;

import org.jspecify.annotations.NullMarked;
