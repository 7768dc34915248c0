/** What the detector says to the Kubernetes API server about its node, and through what. */
@NullMarked
package io.kdiag.detector.api;

import org.jspecify.annotations.NullMarked;
