package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import org.jspecify.annotations.Nullable;

/**
 * The container runtime that this node's kubelet uses; other runtimes on the machine are no part of
 * it.
 */
final class KubernetesRuntime {
  private static final String[] NAMES = {"containerd", "crio", "dockerd"};

  private KubernetesRuntime() {}

  /** The runtime as a part of this machine; null where it is not known which it is. */
  static @Nullable Part of(Evidence evidence) {
    String endpoint = endpoint(evidence);
    if (!endpoint.isEmpty()) {
      return Part.of(evidence, name(endpoint));
    }
    Part only = null;
    for (String name : NAMES) {
      Part part = Part.of(evidence, name);
      if (part != null && part.running()) {
        return part;
      }
      only = only == null ? part : only;
    }
    return only;
  }

  /** Its name for sentences, known or not. */
  static String name(Evidence evidence) {
    Part part = of(evidence);
    if (part != null) {
      return part.name();
    }
    String endpoint = endpoint(evidence);
    return endpoint.isEmpty() ? "the container runtime" : name(endpoint);
  }

  /** {@code unix:///run/containerd/containerd.sock}, empty where not known. */
  static String endpoint(Evidence evidence) {
    KubernetesSetup.Kubelet kubelet = evidence.host().kubernetes().kubelet();
    String endpoint = kubelet.runtimeEndpoint();
    return endpoint == null ? "" : endpoint;
  }

  private static String name(String endpoint) {
    if (endpoint.contains("crio")) {
      return "crio";
    }
    return endpoint.contains("docker") ? "dockerd" : "containerd";
  }
}
