/** Container logs on their way to Elasticsearch. */
@NullMarked
package io.kdiag.shipper;

import org.jspecify.annotations.NullMarked;
