package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pod does not start, as the ConfigMap or Secret that it takes its configuration from is not
 * there, or lacks a key.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/">Configure
 *     a Pod to use a ConfigMap</a>
 */
final class ConfigurationReferenceMissing implements ClusterRule {

  /** What of it is missing. */
  enum What {
    CONFIG_MAP("ConfigMapMissing"),
    SECRET("SecretMissing"),
    KEY("ConfigurationKeyMissing");

    private final String code;

    What(String code) {
      this.code = code;
    }

    static What of(ConfigurationGap gap) {
      if (!gap.key().isEmpty()) {
        return KEY;
      }
      return gap.kind() == Kind.SECRET ? SECRET : CONFIG_MAP;
    }
  }

  private final What what;

  ConfigurationReferenceMissing(What what) {
    this.what = what;
  }

  @Override
  public String code() {
    return what.code;
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of(
        "PodConfigurationMissing@" + cause.object(), "PodStuckCreating@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ConfigurationGap gap : ConfigurationGap.all(cluster, now)) {
      if (What.of(gap) == what) {
        findings.add(finding(cluster, now, gap));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, ConfigurationGap gap) {
    Pod pod = gap.pod();
    String plural = gap.kind() == Kind.SECRET ? "secrets" : "configmaps";
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, pod.object(), cause(cluster, gap))
            .since(pod.started())
            .evidence(now, cluster.source(), gap.where() + ": " + gap.said());
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look("See which there are", "kubectl get " + plural + " -n " + pod.namespace())
        .look("See what the pod refers to", PodNames.kubectl("get", pod, "-o yaml"))
        .build();
  }

  private static String cause(ClusterEvidence cluster, ConfigurationGap gap) {
    String object = gap.kind().kindName() + (gap.name().isEmpty() ? "" : " " + gap.name());
    String of = gap.where().startsWith("volume") ? " that it mounts as " + gap.where() : "";
    String by = of.isEmpty() ? " that " + gap.where() + " takes variables from" : of;
    return gap.key().isEmpty()
        ? "it does not start: the "
            + object
            + by
            + " does not exist in namespace "
            + gap.pod().namespace()
            + elsewhere(cluster, gap)
        : "it does not start: the " + object + by + " has no key " + gap.key();
  }

  private static String elsewhere(ClusterEvidence cluster, ConfigurationGap gap) {
    for (KubeObject object : cluster.objects().byKind().getOrDefault(gap.kind(), List.of())) {
      if (object.name().equals(gap.name())) {
        return " (there is one of that name in " + object.namespace() + ")";
      }
    }
    return "";
  }
}
