/** The node agent: the three agents in one process behind one port. */
@NullMarked
package io.kdiag.deploy;

import org.jspecify.annotations.NullMarked;
