/** Lines of containers' logs, from wherever they are kept: found, merged, grouped. */
@NullMarked
package io.kdiag.cli.logs;

import org.jspecify.annotations.NullMarked;
