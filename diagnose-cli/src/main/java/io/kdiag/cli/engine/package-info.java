/** From evidence to diagnosis: a pure function. */
@NullMarked
package io.kdiag.cli.engine;

import org.jspecify.annotations.NullMarked;
