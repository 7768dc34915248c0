/** What the API server knows of this node's pods, as far as documents need it. */
@NullMarked
package io.kdiag.shipper.pods;

import org.jspecify.annotations.NullMarked;
