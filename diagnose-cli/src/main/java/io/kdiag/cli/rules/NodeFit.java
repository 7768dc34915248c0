package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What keeps a pod from a node, reckoned as the scheduler does: what the node takes, what it has
 * left, and what may stand beside what.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/">Scheduler</a>
 */
final class NodeFit {
  private final ClusterEvidence cluster;
  private final Pod pod;
  private final NeighbourFit neighbours;

  /**
   * One thing that keeps it away.
   *
   * @param what a word for the constraint, equal over the nodes: {@code cpu}, {@code taint}
   * @param text what holds on this node
   * @param remedy goes on after "it would fit there if "
   */
  record Misfit(String what, String text, String remedy) {}

  NodeFit(ClusterEvidence cluster, Pod pod) {
    this.cluster = cluster;
    this.pod = pod;
    this.neighbours = new NeighbourFit(cluster, pod);
  }

  List<Misfit> on(Node node) {
    List<Misfit> misfits = new ArrayList<>();
    taints(misfits, node);
    labels(misfits, node);
    resources(misfits, node);
    ports(misfits, node);
    VolumeFit.add(misfits, cluster, pod, node);
    neighbours.add(misfits, node);
    return misfits;
  }

  private void taints(List<Misfit> misfits, Node node) {
    if (node.unschedulable() && !tolerates(unschedulable())) {
      misfits.add(new Misfit("cordoned", "it is cordoned", "the node were uncordoned"));
    }
    for (Node.Taint taint : node.spec().taints()) {
      boolean mild = taint.effect().equals("PreferNoSchedule");
      boolean cordon = taint.key().equals("node.kubernetes.io/unschedulable");
      if (!mild && !cordon && !tolerates(taint)) {
        misfits.add(
            new Misfit(
                "taint",
                "it has the taint " + taint.text(),
                "the pod tolerated the taint " + taint.text()));
      }
    }
  }

  private static Node.Taint unschedulable() {
    return new Node.Taint("node.kubernetes.io/unschedulable", "", "NoSchedule", null);
  }

  private boolean tolerates(Node.Taint taint) {
    return pod.spec().tolerations().stream().anyMatch(each -> each.tolerates(taint));
  }

  private void labels(List<Misfit> misfits, Node node) {
    Map<String, String> labels = node.metadata().labels();
    pod.spec()
        .nodeSelector()
        .forEach(
            (key, value) -> {
              if (!value.equals(labels.get(key))) {
                String has = labels.containsKey(key) ? ", but " + key + "=" + labels.get(key) : "";
                misfits.add(
                    new Misfit(
                        "node selector",
                        "it has no label " + key + "=" + value + has,
                        "the node had the label " + key + "=" + value));
              }
            });
    PodSpec.Affinity affinity = pod.spec().affinity();
    PodSpec.NodeAffinity wanted = affinity == null ? null : affinity.nodeAffinity();
    if (wanted != null && wanted.required() != null && !wanted.required().matches(node)) {
      List<String> terms = new ArrayList<>();
      wanted.required().nodeSelectorTerms().forEach(term -> terms.add(term.text()));
      String all = String.join(" or ", terms);
      misfits.add(new Misfit("node affinity", "it is not " + all, "the node's labels were " + all));
    }
  }

  private void resources(List<Misfit> misfits, Node node) {
    Set<String> wanted = new TreeSet<>();
    for (Container container : pod.spec().containers()) {
      wanted.addAll(container.resources().requests().keySet());
      wanted.addAll(container.resources().limits().keySet());
    }
    for (Container container : pod.spec().initContainers()) {
      wanted.addAll(container.resources().requests().keySet());
      wanted.addAll(container.resources().limits().keySet());
    }
    List<Pod> there = cluster.objects().podsOn(node.name());
    for (String resource : wanted) {
      resource(misfits, node, resource, there);
    }
    Long room = node.allocatable("pods");
    long pods = there.stream().filter(each -> !each.finished()).count();
    if (room != null && pods + 1 > room) {
      misfits.add(
          new Misfit("pods", "it runs " + pods + " pods of at most " + room, "it ran fewer pods"));
    }
  }

  private void resource(List<Misfit> misfits, Node node, String resource, List<Pod> there) {
    long want = pod.requests(resource);
    Long has = node.allocatable(resource);
    long used = 0;
    for (Pod each : there) {
      used += each.finished() ? 0 : each.requests(resource);
    }
    long free = (has == null ? 0 : has) - used;
    if (want > free && want > 0) {
      String text =
          has == null || has == 0
              ? "it has no " + resource
              : "of "
                  + resource
                  + " "
                  + shown(resource, Math.max(0, free))
                  + " of "
                  + shown(resource, has)
                  + " are free";
      misfits.add(
          new Misfit(
              resource,
              text + ", " + shown(resource, want) + " are wanted",
              has == null || want > has
                  ? "the pod requested less "
                      + resource
                      + " (no more than "
                      + shown(resource, Math.max(0, free))
                      + " is free there)"
                  : "the pod requested no more than "
                      + shown(resource, Math.max(0, free))
                      + " of "
                      + resource
                      + ", or others there gave some back"));
    }
  }

  private static String shown(String resource, long amount) {
    if (resource.equals("cpu")) {
      return amount % 1000 == 0 ? String.valueOf(amount / 1000) : amount + "m";
    }
    boolean bytes =
        resource.equals("memory")
            || resource.equals("ephemeral-storage")
            || resource.startsWith("hugepages-");
    return bytes ? Quantities.bytes(amount) : Quantities.count(amount);
  }

  private void ports(List<Misfit> misfits, Node node) {
    for (Pod each : cluster.objects().podsOn(node.name())) {
      for (int port : each.finished() ? Set.<Integer>of() : hostPorts(each)) {
        if (hostPorts(pod).contains(port)) {
          misfits.add(
              new Misfit(
                  "host port",
                  "its port " + port + " is taken by pod " + each.namespace() + "/" + each.name(),
                  "pod "
                      + each.namespace()
                      + "/"
                      + each.name()
                      + " did not have host port "
                      + port));
        }
      }
    }
  }

  private static Set<Integer> hostPorts(Pod pod) {
    Set<Integer> ports = new TreeSet<>();
    for (Container container : pod.spec().containers()) {
      for (Container.Port port : container.ports()) {
        if (port.hostPort() > 0) {
          ports.add(port.hostPort());
        }
      }
    }
    return ports;
  }
}
