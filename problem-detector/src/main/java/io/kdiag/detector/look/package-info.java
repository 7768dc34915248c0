/** Looks at the node: what raises and clears the problems that no log tells of. */
@NullMarked
package io.kdiag.detector.look;

import org.jspecify.annotations.NullMarked;
