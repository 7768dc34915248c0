/**
 * Node problems: the catalogue that declares them, the matcher that finds them in logs, and the
 * agent ({@link io.kdiag.detector.ProblemDetector}) that keeps their lives and tells of them.
 */
@NullMarked
package io.kdiag.detector;

import org.jspecify.annotations.NullMarked;
