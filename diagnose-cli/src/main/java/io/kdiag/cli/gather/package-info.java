/** Gathers evidence from this machine. */
@NullMarked
package io.kdiag.cli.gather;

import org.jspecify.annotations.NullMarked;
