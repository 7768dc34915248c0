package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.EnvVar;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.ServiceAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who calls which Service, as far as the environment of containers tells. */
final class Callers {

  /** A container's variable that names a Service, which may not be there. */
  record Call(Pod pod, Container container, EnvVar variable, ServiceAddress address) {

    /** {@code CART_URL of container main} */
    String text() {
      return variable.name()
          + "="
          + variable.value()
          + " in the environment of container "
          + container.name();
    }

    boolean goesTo(String namespace, String name) {
      return address.namespace().equals(namespace) && address.name().equals(name);
    }
  }

  private Callers() {}

  /** Of all pods that have not finished; each variable of pods of one workload once. */
  static List<Call> in(ClusterEvidence cluster) {
    List<Call> calls = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Pod pod : cluster.pods()) {
      if (!pod.finished() && !pod.terminating() && seen.add(template(pod))) {
        pod.spec().containers().forEach(container -> add(calls, pod, container));
      }
    }
    return calls;
  }

  /** Pods that are made by one owner are alike. */
  private static String template(Pod pod) {
    return pod.owner().isEmpty() ? pod.object() : pod.namespace() + "/" + pod.owner();
  }

  private static void add(List<Call> calls, Pod pod, Container container) {
    for (EnvVar variable : container.env()) {
      ServiceAddress address = ServiceAddress.of(variable, pod.namespace());
      if (address != null) {
        calls.add(new Call(pod, container, variable, address));
      }
    }
  }
}
