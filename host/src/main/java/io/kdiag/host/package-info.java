/**
 * One Linux machine, read as data: the root it is mounted at, its files, and what came of reading
 * them.
 */
@NullMarked
package io.kdiag.host;

import org.jspecify.annotations.NullMarked;
