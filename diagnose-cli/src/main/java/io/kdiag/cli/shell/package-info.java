/** The interactive shell: kdiag without arguments on a terminal. */
@NullMarked
package io.kdiag.cli.shell;

import org.jspecify.annotations.NullMarked;
