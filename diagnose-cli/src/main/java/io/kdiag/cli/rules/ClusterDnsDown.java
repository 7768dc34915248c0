package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Endpoints;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's DNS service has no ready pod: no program finds another by name. It explains the
 * unknown hosts that programs complain of.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/">Debugging
 *     DNS Resolution</a>
 */
final class ClusterDnsDown implements ClusterRule {
  private static final String SYSTEM = "kube-system";

  @Override
  public String code() {
    return "ClusterDnsDown";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("HostNameUnknown", "ServiceWithoutEndpoints@" + cause.object());
  }

  /** What is wrong with its pods, or with what should make them. */
  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return ServiceWithoutEndpoints.causes(symptom, evidence);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    Service dns = cluster.objects().service(SYSTEM, "kube-dns");
    Endpoints endpoints = (Endpoints) cluster.objects().find(Kind.ENDPOINTS, SYSTEM, "kube-dns");
    return dns != null && endpoints != null && endpoints.ready() == 0
        ? List.of(finding(cluster, now, dns))
        : List.of();
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Service dns) {
    List<Pod> pods = cluster.objects().podsOf(dns);
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.CRITICAL,
                dns.object(),
                "the cluster's DNS does not answer, as "
                    + (pods.isEmpty()
                        ? "there is no pod behind it"
                        : "none of its " + Quantities.count(pods.size()) + " pods is ready")
                    + ": programs find no service by name")
            .evidence(now, cluster.source(), "endpoints/kube-system/kube-dns has no ready address");
    for (Pod pod : pods) {
      quote(finding, cluster, now, pod);
    }
    return finding
        .look(
            "See its pods and what they say",
            "kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide")
        .look(
            "Read their last lines",
            "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=20 --previous")
        .build();
  }

  private static void quote(
      Finding.Builder finding, ClusterEvidence cluster, Instant now, Pod pod) {
    for (ContainerRun container : pod.containers()) {
      if (!container.ready()) {
        finding.evidence(
            now,
            cluster.source(),
            container.object()
                + (container.waiting().isEmpty()
                    ? " is not ready"
                    : " waits: " + container.waiting()));
      }
      ClusterEvidence.ContainerWords words = cluster.words(container);
      LogGroup loop = words == null ? null : loop(words);
      if (words != null && loop != null) {
        finding.evidence(loop.last(), words.source(), loop.sample());
      }
    }
  }

  /** CoreDNS forwards to itself: the machine's resolv.conf names a resolver on the machine. */
  private static @Nullable LogGroup loop(ClusterEvidence.ContainerWords words) {
    for (LogGroup group : words.lines()) {
      if (group.sample().contains("plugin/loop") || group.sample().contains("Loop (")) {
        return group;
      }
    }
    return null;
  }
}
