package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A Service of type LoadBalancer got no address: no cloud controller makes load balancers here, or
 * it failed.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer">Service,
 *     type LoadBalancer</a>
 */
final class LoadBalancerPending implements ClusterRule {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Override
  public String code() {
    return "LoadBalancerPending";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Service each : cluster.objects().services()) {
      Instant created = each.metadata().creationTimestamp();
      Service.LoadBalancer balancer = each.status().loadBalancer();
      boolean none = balancer == null || balancer.ingress().isEmpty();
      boolean old = created != null && created.isBefore(now.minus(LONG));
      if (each.spec().type().equals("LoadBalancer") && none && old) {
        findings.add(finding(cluster, now, each));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Service service) {
    List<Event> said = cluster.warnings(service.object());
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                service.object(),
                "it is of type LoadBalancer and has got no address: "
                    + (said.isEmpty()
                        ? "nobody makes load balancers in this cluster"
                        : said.getFirst().message()))
            .since(service.metadata().creationTimestamp())
            .evidence(now, cluster.source(), "status.loadBalancer.ingress is empty");
    said.stream()
        .limit(2)
        .forEach(
            event ->
                finding.evidence(
                    event.last() == null ? now : event.last(),
                    "event",
                    event.reason() + ": " + event.message()));
    return finding
        .look("See what is said of it", "kubectl describe " + Kubectl.name(service))
        .look(
            "See whether a controller for load balancers runs",
            "kubectl get pods -A | grep -Ei 'cloud-controller|metallb|load-?balancer'")
        .build();
  }
}
