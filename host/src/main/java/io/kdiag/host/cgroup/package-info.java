/** Control groups v1 and v2: where they are, whose they are, what they use. */
@NullMarked
package io.kdiag.host.cgroup;

import org.jspecify.annotations.NullMarked;
