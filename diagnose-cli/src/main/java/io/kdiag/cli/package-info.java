/** kdiag, the command: picocli commands and nothing else. */
@NullMarked
package io.kdiag.cli;

import org.jspecify.annotations.NullMarked;
