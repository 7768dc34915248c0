package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Amount;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.ResourceQuota;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A namespace has used nine tenths of what its quota allows: soon, or already, its next pod is
 * refused.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Resource Quotas</a>
 */
final class QuotaNearlySpent implements ClusterRule {
  private static final double MOST = 0.9;

  @Override
  public String code() {
    return "QuotaNearlySpent";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ResourceQuota quota : cluster.objects().all(Kind.RESOURCE_QUOTA, ResourceQuota.class)) {
      List<String> spent = new ArrayList<>();
      for (Map.Entry<String, String> hard : quota.status().hard().entrySet()) {
        String used = quota.status().used().get(hard.getKey());
        if (isNearlySpent(hard.getKey(), hard.getValue(), used)) {
          spent.add(hard.getKey() + " " + used + " of " + hard.getValue());
        }
      }
      if (!spent.isEmpty()) {
        findings.add(finding(cluster, now, quota, spent));
      }
    }
    return findings;
  }

  private static boolean isNearlySpent(String resource, String hard, @Nullable String used) {
    String unit = resource.substring(resource.lastIndexOf('.') + 1);
    Long most = Amount.of(unit, hard);
    Long now = Amount.of(unit, used);
    return most != null && now != null && most > 1 && now >= MOST * most;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ResourceQuota quota, List<String> spent) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                quota.object(),
                "the namespace's quota is nearly spent: " + String.join(", ", spent))
            .latent();
    spent.forEach(each -> finding.evidence(now, cluster.source(), each));
    return finding
        .look("See all of it", "kubectl describe " + Kubectl.name(quota))
        .look(
            "See who uses it",
            "kubectl get pods -n "
                + quota.namespace()
                + " -o custom-columns=NAME:.metadata.name,CPU:.spec.containers[*].resources"
                + ".requests.cpu,MEMORY:.spec.containers[*].resources.requests.memory")
        .build();
  }
}
