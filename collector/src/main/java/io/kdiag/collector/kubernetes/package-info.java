/** What the API server knows of this node and its pods, read as a stream into small records. */
@NullMarked
package io.kdiag.collector.kubernetes;

import org.jspecify.annotations.NullMarked;
