package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a node its pods have taken, as the scheduler counts. */
final class NodeLoad {
  private final Node node;
  private final List<Pod> pods;

  private NodeLoad(Node node, List<Pod> pods) {
    this.node = node;
    this.pods = pods;
  }

  static NodeLoad of(KubeObjects objects, Node node) {
    return new NodeLoad(
        node, objects.podsOn(node.name()).stream().filter(pod -> !pod.finished()).toList());
  }

  int pods() {
    return pods.size();
  }

  /** Pods with an address of the node's own range. */
  long addresses() {
    return pods.stream().filter(pod -> !pod.spec().hostNetwork()).count();
  }

  long requested(String resource) {
    return pods.stream().mapToLong(pod -> pod.requests(resource)).sum();
  }

  /** Percent of what the node has for pods; null where it does not say. */
  @Nullable Double share(String resource) {
    Long all = node.allocatable(resource);
    return all == null || all == 0 ? null : 100.0 * requested(resource) / all;
  }

  /** {@code 3.9 of 4.0 processors}. */
  String text(String resource) {
    Long all = node.allocatable(resource);
    long of = all == null ? 0 : all;
    return resource.equals("cpu")
        ? Quantities.decimal(requested(resource) / 1000.0)
            + " of "
            + Quantities.decimal(of / 1000.0)
            + " processors"
        : Quantities.bytes(requested(resource)) + " of " + Quantities.bytes(of) + " of memory";
  }
}
