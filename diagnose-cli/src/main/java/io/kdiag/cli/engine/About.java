package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;

/** A subject of the cluster in a line. */
final class About {
  private About() {}

  static String of(ClusterEvidence cluster) {
    KubeObject subject = cluster.objects().find(cluster.subject().object());
    return switch (subject) {
      case Node node -> node(node);
      case Pod pod -> pod(pod);
      case Service service -> service(cluster.objects(), service);
      case Workload workload ->
          workload.readyPods() + " of " + count(workload.wanted(), "pod") + " ready";
      case null, default -> objects(cluster.objects());
    };
  }

  private static String node(Node node) {
    Node.SystemInfo info = node.status().nodeInfo();
    return info.osImage()
        + ", kernel "
        + info.kernelVersion()
        + ", kubelet "
        + info.kubeletVersion()
        + ", "
        + info.containerRuntimeVersion();
  }

  private static String pod(Pod pod) {
    long ready = pod.containers().stream().filter(each -> !each.init() && each.ready()).count();
    return (pod.terminating() ? "Terminating" : pod.phase())
        + (pod.node().isEmpty() ? ", on no node" : " on " + pod.node())
        + ", "
        + ready
        + " of "
        + count(pod.spec().containers().size(), "container")
        + " ready"
        + (pod.owner().isEmpty() ? "" : ", of " + pod.owner());
  }

  private static String service(KubeObjects objects, Service service) {
    int pods = objects.podsOf(service).size();
    return service.spec().type()
        + " "
        + service.spec().clusterIP()
        + ", selects "
        + count(pods, "pod");
  }

  private static String objects(KubeObjects objects) {
    return count(objects.nodes().size(), "node") + ", " + count(objects.pods().size(), "pod");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
