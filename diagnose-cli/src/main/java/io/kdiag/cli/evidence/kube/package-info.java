/**
 * Kubernetes' objects as rules see them: records of the fields that matter, named and nested as in
 * the API, so that Jackson needs nothing but the record to read one. A field that is missing is
 * empty, or null where that differs from empty; a field that is not in a record is not read.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API</a>
 */
@NullMarked
package io.kdiag.cli.evidence.kube;

import org.jspecify.annotations.NullMarked;
