package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.ServiceAddress;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container is told to call a Service that does not exist, or a port that the Service does not
 * serve.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for
 *     Services and Pods</a>
 */
final class CalledServiceMissing implements ClusterRule {

  @Override
  public String code() {
    return "CalledServiceMissing";
  }

  /** A crash without a word of its own; what the log says itself is surer. */
  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodCrashLooping@" + cause.object());
  }

  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    String at = "@" + symptom.object();
    return Set.of("HostNameUnknown" + at, "ConnectionRefused" + at, "ConnectionTimedOut" + at);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Callers.Call call : Callers.in(cluster)) {
      String wrong = wrong(cluster, call.address());
      if (!wrong.isEmpty()) {
        findings.add(finding(cluster, now, call, wrong));
      }
    }
    return findings;
  }

  private static String wrong(ClusterEvidence cluster, ServiceAddress address) {
    String name = address.name() + " in namespace " + address.namespace();
    Service service = cluster.objects().service(address.namespace(), address.name());
    if (service == null) {
      return cluster.objects().absent(Kind.SERVICE, address.namespace(), address.name())
          ? "there is no service " + name + elsewhere(cluster, address)
          : "";
    }
    boolean serves =
        address.port() == 0
            || service.headless()
            || service.spec().ports().isEmpty()
            || service.spec().ports().stream().anyMatch(each -> each.port() == address.port());
    return serves
        ? ""
        : "service " + name + " has no port " + address.port() + ", it has " + ports(service);
  }

  private static String elsewhere(ClusterEvidence cluster, ServiceAddress address) {
    for (Service service : cluster.objects().services()) {
      if (service.name().equals(address.name())) {
        return "; there is " + service.address();
      }
    }
    return "";
  }

  private static String ports(Service service) {
    return String.join(
        ", ", service.spec().ports().stream().map(each -> "" + each.port()).toList());
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Callers.Call call, String wrong) {
    String namespace = call.pod().namespace();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                call.pod().object(),
                "it is told by "
                    + call.variable().name()
                    + " to call "
                    + call.variable().value()
                    + ", but "
                    + wrong)
            .confidence(Confidence.LIKELY)
            .evidence(now, call.pod().object(), call.text())
            .evidence(now, cluster.source(), wrong)
            .look("See which services are there", "kubectl get services -n " + namespace)
            .look(
                "See what the container is told",
                "kubectl get pod " + call.pod().name() + " -n " + namespace + " -o yaml");
    return call.pod().ready() ? finding.latent().build() : finding.build();
  }
}
