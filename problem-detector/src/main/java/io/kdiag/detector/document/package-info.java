/** The document that the detector serves about its node's problems, for those who read it. */
@NullMarked
package io.kdiag.detector.document;

import org.jspecify.annotations.NullMarked;
