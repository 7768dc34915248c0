package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Service leads to a port that none of its pods declares: by a name that no container port has,
 * which is certain, or by a number that none declares though they declare others, which is likely,
 * as declaring a port is not needed for listening on it.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports">Service,
 *     ports</a>
 */
final class ServiceTargetPortWrong implements ClusterRule {

  @Override
  public String code() {
    return "ServiceTargetPortWrong";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("ServiceWithoutEndpoints@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Service service : cluster.objects().services()) {
      List<Pod> pods = cluster.objects().podsOf(service);
      for (Service.Port port : pods.isEmpty() ? List.<Service.Port>of() : service.spec().ports()) {
        Finding finding = finding(cluster, now, service, port, pods);
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private @Nullable Finding finding(
      ClusterEvidence cluster, Instant now, Service service, Service.Port port, List<Pod> pods) {
    String target = target(port);
    boolean named = !target.matches("\\d+");
    Set<String> declared = declared(pods);
    boolean declaresOthers = !declared.isEmpty();
    if (isServed(pods, target, port.protocol()) || !(named || declaresOthers)) {
      return null;
    }
    String cause =
        named
            ? "its port "
                + port.port()
                + " leads to a port named "
                + target
                + ", which no container"
                + " of its pods has"
            : "its port "
                + port.port()
                + " leads to port "
                + target
                + ", which its pods do not"
                + " declare";
    String others =
        declaresOthers ? "they have " + String.join(", ", declared) : "they declare none";
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, service.object(), cause + ": " + others)
            .confidence(named ? Confidence.CERTAIN : Confidence.LIKELY)
            .since(service.metadata().creationTimestamp())
            .evidence(
                now,
                cluster.source(),
                "spec.ports: " + port.port() + "/" + port.protocol() + " to targetPort " + target)
            .evidence(now, cluster.source(), pods.getFirst().object() + ": " + others);
    if (!named) {
      finding.notChecked("whether something listens on " + target + " all the same");
    }
    return finding
        .look(
            "See what listens in a pod",
            "kubectl exec -n "
                + service.namespace()
                + " "
                + pods.getFirst().name()
                + " -- cat /proc/net/tcp /proc/net/tcp6")
        .disruptive(
            "Correct targetPort",
            "kubectl edit " + Kubectl.name(service),
            "kubectl get endpoints " + service.name() + " -n " + service.namespace(),
            "kubectl edit it back")
        .build();
  }

  private static String target(Service.Port port) {
    boolean same = port.targetPort().isEmpty() || port.targetPort().equals("0");
    return same ? Integer.toString(port.port()) : port.targetPort();
  }

  private static boolean isServed(List<Pod> pods, String target, String protocol) {
    for (Pod pod : pods) {
      for (Container container : pod.spec().containers()) {
        for (Container.Port port : container.ports()) {
          boolean same =
              port.name().equals(target) || Integer.toString(port.containerPort()).equals(target);
          if (same && protocol(port).equals(protocol)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Set<String> declared(List<Pod> pods) {
    Set<String> declared = new LinkedHashSet<>();
    for (Pod pod : pods) {
      for (Container container : pod.spec().containers()) {
        for (Container.Port port : container.ports()) {
          String name = port.name().isEmpty() ? "" : " (" + port.name() + ")";
          declared.add(port.containerPort() + "/" + protocol(port) + name);
        }
      }
    }
    return declared;
  }

  private static String protocol(Container.Port port) {
    return port.protocol().isEmpty() ? "TCP" : port.protocol();
  }
}
