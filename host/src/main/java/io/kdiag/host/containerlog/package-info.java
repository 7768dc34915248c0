/** Container log files: whose they are and what their lines say. */
@NullMarked
package io.kdiag.host.containerlog;

import org.jspecify.annotations.NullMarked;
