package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Autoscaler;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A HorizontalPodAutoscaler does nothing: it gets no metrics, its target is not there, or the
 * target's containers have no request to compute a share of.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Horizontal
 *     Pod Autoscaling</a>
 */
final class AutoscalerWithoutMetrics implements ClusterRule {

  @Override
  public String code() {
    return "AutoscalerWithoutMetrics";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Autoscaler each : cluster.objects().all(Kind.AUTOSCALER, Autoscaler.class)) {
      Finding finding = finding(cluster, now, each);
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private @Nullable Finding finding(ClusterEvidence cluster, Instant now, Autoscaler scaler) {
    Condition able = scaler.condition("AbleToScale");
    Condition active = scaler.condition("ScalingActive");
    Condition bad = isFalse(able) ? able : isFalse(active) ? active : null;
    String reason = bad == null ? "" : bad.reason();
    if (reason.isEmpty() || reason.equals("ScalingDisabled")) {
      return null;
    }
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, scaler.object(), cause(cluster, scaler, reason, bad))
            .since(bad == null ? null : bad.transition())
            .evidence(now, cluster.source(), bad == null ? reason : bad.text());
    for (Event event : cluster.warnings(scaler.object()).stream().limit(2).toList()) {
      finding.evidence(
          event.last() == null ? now : event.last(),
          "event",
          event.reason() + ": " + event.message());
    }
    return finding
        .look("See what it knows", "kubectl describe " + Kubectl.name(scaler))
        .look("See whether anybody serves metrics", "kubectl get apiservices | grep metrics")
        .build();
  }

  private static boolean isFalse(@Nullable Condition condition) {
    return condition != null && condition.status().equals("False");
  }

  private static String cause(
      ClusterEvidence cluster, Autoscaler scaler, String reason, @Nullable Condition bad) {
    String target =
        scaler.spec().scaleTargetRef().kind() + "/" + scaler.spec().scaleTargetRef().name();
    if (reason.equals("FailedGetScale")) {
      return "it cannot scale " + target + ", which is not there or cannot be read";
    }
    String without = withoutRequest(cluster, scaler);
    String message = bad == null ? "" : bad.message();
    if (message.contains("missing request") && !without.isEmpty()) {
      return "it cannot tell how busy "
          + target
          + " is: container "
          + without
          + " has no request to compute a share of";
    }
    return "it gets no metrics of "
        + target
        + ", so it does not scale it"
        + (message.isEmpty() ? "" : ": " + message);
  }

  /** A container of the target without the request of a resource that is measured. */
  private static String withoutRequest(ClusterEvidence cluster, Autoscaler scaler) {
    Kind kind = Kind.named(scaler.spec().scaleTargetRef().kind());
    KubeObject target =
        kind == null
            ? null
            : cluster
                .objects()
                .find(kind, scaler.namespace(), scaler.spec().scaleTargetRef().name());
    if (target instanceof Workload workload) {
      for (Container container : workload.template().spec().containers()) {
        for (Autoscaler.Metric metric : scaler.spec().metrics()) {
          Autoscaler.OfResource resource = metric.resource();
          if (resource != null && container.requests(resource.name()) == 0) {
            return container.name();
          }
        }
      }
    }
    return "";
  }
}
