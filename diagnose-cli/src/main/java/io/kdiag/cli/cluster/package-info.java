/** A node as the cluster sees it: read from the API server and the back ends, nothing written. */
@NullMarked
package io.kdiag.cli.cluster;

import org.jspecify.annotations.NullMarked;
