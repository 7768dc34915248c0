package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.Locale;

/** How commands name a pod and what made it. */
final class PodNames {
  private PodNames() {}

  /** {@code kubectl get pod cart-0 -n shop -o yaml} */
  static String kubectl(String verb, Pod pod, String rest) {
    String command = "kubectl " + verb + " pod " + pod.name() + " -n " + pod.namespace();
    return rest.isEmpty() ? command : command + " " + rest;
  }

  /** {@code kubectl logs cart-0 -n shop -c main}, of the run before where {@code previous}. */
  static String logs(Pod pod, String container, boolean previous) {
    return "kubectl logs "
        + pod.name()
        + " -n "
        + pod.namespace()
        + " -c "
        + container
        + (previous ? " --previous" : "")
        + " --tail=50";
  }

  /** What is to be changed so that its pods change: {@code deployment/cart -n shop}. */
  static String owner(ClusterEvidence cluster, Pod pod) {
    KubeObject top = cluster.objects().topOwnerOf(pod);
    String kind = top.kind().kindName().toLowerCase(Locale.ROOT);
    return kind + "/" + top.name() + " -n " + pod.namespace();
  }
}
