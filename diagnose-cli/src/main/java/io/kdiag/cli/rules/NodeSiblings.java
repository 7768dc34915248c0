package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why this node and not the others: what it alone has. */
final class NodeSiblings {
  private NodeSiblings() {}

  /**
   * {@code 3 other nodes are ready; only this one has kernel 6.1.0}; null where there are no others
   * that are well.
   */
  static @Nullable String compared(KubeObjects objects, Node node) {
    List<Node> well =
        objects.nodes().stream()
            .filter(each -> !each.name().equals(node.name()) && each.ready())
            .toList();
    if (well.isEmpty()) {
      return null;
    }
    List<String> own = new ArrayList<>();
    own(own, "kernel ", node, well, each -> each.status().nodeInfo().kernelVersion());
    own(own, "kubelet ", node, well, each -> each.status().nodeInfo().kubeletVersion());
    own(own, "runtime ", node, well, each -> each.status().nodeInfo().containerRuntimeVersion());
    own(own, "system ", node, well, each -> each.status().nodeInfo().osImage());
    own(own, "zone ", node, well, each -> each.label("topology.kubernetes.io/zone"));
    own(own, "type ", node, well, each -> each.label("node.kubernetes.io/instance-type"));
    String others = well.size() == 1 ? "1 other node is ready" : well.size() + " others are ready";
    return own.isEmpty()
        ? others + "; it differs from them in nothing that is known"
        : others + "; only this one has " + String.join(", ", own);
  }

  private static void own(
      List<String> own, String what, Node node, List<Node> well, Function<Node, String> value) {
    String mine = value.apply(node);
    if (!mine.isEmpty() && well.stream().noneMatch(each -> value.apply(each).equals(mine))) {
      own.add(what + mine);
    }
  }
}
