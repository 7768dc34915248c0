package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a Service does not answer who calls it, as far as the objects tell. */
final class CalledServiceState {
  private CalledServiceState() {}

  /** A part of a sentence, or nothing. */
  static String of(ClusterEvidence cluster, CalledService called) {
    Service service = called.service();
    if (service == null) {
      return "";
    }
    String name = "service " + service.namespace() + "/" + service.name();
    if (!servesPort(service, called.port())) {
      return name + " has no port " + called.port() + ", only " + ports(service);
    }
    if (service.spec().selector().isEmpty()) {
      return name + " selects no pods of its own";
    }
    if (!cluster.objects().complete(Kind.POD, service.namespace())) {
      return "";
    }
    List<Pod> pods = cluster.objects().podsOf(service);
    if (pods.isEmpty()) {
      return name + nobody(cluster, service);
    }
    long ready = pods.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
    return ready == 0
        ? name + " has no ready pod: " + how(pods)
        : name + deaf(service, called.port(), pods);
  }

  /** Whether what is wrong is with the called pods, which are then at fault, not the caller. */
  static boolean podsAreAtFault(ClusterEvidence cluster, CalledService called) {
    Service service = called.service();
    return service != null
        && !cluster.objects().podsOf(service).isEmpty()
        && servesPort(service, called.port())
        && cluster.objects().podsOf(service).stream().noneMatch(Pod::ready);
  }

  private static boolean servesPort(Service service, int port) {
    return port == 0
        || service.headless()
        || service.spec().ports().stream().anyMatch(each -> each.port() == port);
  }

  private static String ports(Service service) {
    List<String> ports = new ArrayList<>();
    service.spec().ports().forEach(port -> ports.add(String.valueOf(port.port())));
    return String.join(", ", ports);
  }

  private static String nobody(ClusterEvidence cluster, Service service) {
    for (Workload workload : cluster.objects().workloads()) {
      boolean its =
          workload.namespace().equals(service.namespace())
              && workload
                  .template()
                  .metadata()
                  .labels()
                  .entrySet()
                  .containsAll(service.spec().selector().entrySet());
      if (its && cluster.objects().ownerOf(workload) == null) {
        String named = workload.kind().kindName().toLowerCase(Locale.ROOT) + "/" + workload.name();
        return workload.wanted() == 0
            ? " has no pods: " + named + " is scaled to 0"
            : " has no pods: " + named + " does not get any made";
      }
    }
    return " has no pods: its selector " + selector(service) + " matches none";
  }

  private static String selector(Service service) {
    List<String> terms = new ArrayList<>();
    service.spec().selector().forEach((key, value) -> terms.add(key + "=" + value));
    return String.join(",", terms);
  }

  private static String how(List<Pod> pods) {
    Pod pod = pods.getFirst();
    for (ContainerRun container : pod.containers()) {
      if (!container.waiting().isEmpty() && !container.waiting().equals("PodInitializing")) {
        return "pod " + pod.name() + " waits, " + container.waiting();
      }
    }
    return "pod " + pod.name() + " is " + (pod.terminating() ? "terminating" : pod.phase());
  }

  private static String deaf(Service service, int port, List<Pod> pods) {
    for (Service.Port each : service.spec().ports()) {
      if (port == 0 || each.port() == port) {
        String target = each.targetPort().isEmpty() ? "" + each.port() : each.targetPort();
        return " has ready pods, but nothing in them seems to listen on its target port "
            + target
            + declared(pods.getFirst());
      }
    }
    return " has ready pods";
  }

  private static String declared(Pod pod) {
    List<String> ports = new ArrayList<>();
    for (Container container : pod.spec().containers()) {
      container.ports().forEach(port -> ports.add("" + port.containerPort()));
    }
    return ports.isEmpty() ? "" : " (they declare " + String.join(", ", ports) + ")";
  }
}
