/** node-problem-detector's configuration files, as they are, and the plugins that they run. */
@NullMarked
package io.kdiag.detector.npd;

import org.jspecify.annotations.NullMarked;
