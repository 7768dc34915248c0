package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.ApiService;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Webhook;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A part of the API that another server than the API server should serve is not served: metrics,
 * custom metrics. While it is, autoscalers starve and namespaces cannot be deleted.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/">API
 *     aggregation</a>
 */
final class ApiServiceUnavailable implements ClusterRule {

  @Override
  public String code() {
    return "ApiServiceUnavailable";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.object().contains("metrics.k8s.io")
        ? Set.of("AutoscalerWithoutMetrics", "NamespaceStuckTerminating")
        : Set.of("NamespaceStuckTerminating");
  }

  /** What is wrong with the Service that should serve it. */
  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null || !(cluster.objects().find(symptom.object()) instanceof ApiService api)) {
      return Set.of();
    }
    Webhook.ServicePort by = api.spec().service();
    return by == null ? Set.of() : Set.of("*@" + Kind.SERVICE.object(by.namespace(), by.name()));
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ApiService each : cluster.objects().all(Kind.API_SERVICE, ApiService.class)) {
      Condition available = each.condition("Available");
      if (available != null && available.status().equals("False")) {
        findings.add(finding(cluster, now, each, available));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ApiService api, Condition available) {
    Webhook.ServicePort by = api.spec().service();
    String service = by == null ? "" : by.name() + " -n " + by.namespace();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                api.object(),
                "the API "
                    + api.spec().group()
                    + "/"
                    + api.spec().version()
                    + " is not served: "
                    + (by == null ? "" : "service " + by.namespace() + "/" + by.name() + ", ")
                    + available.reason())
            .since(available.transition())
            .evidence(now, cluster.source(), available.text())
            .look("See what the API server says", "kubectl describe apiservice " + api.name());
    if (by != null) {
      finding.look("Ask about the service that should serve it", "kdiag service " + service);
    }
    return finding.build();
  }
}
