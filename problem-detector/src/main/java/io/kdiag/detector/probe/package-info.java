/**
 * Probes: questions put to kubelet, the container runtime, kube-proxy and DNS, each with a
 * deadline.
 */
@NullMarked
package io.kdiag.detector.probe;

import org.jspecify.annotations.NullMarked;
