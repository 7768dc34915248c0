package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pod waits for a volume that cannot be attached to its node or mounted there. Missing ConfigMaps
 * and Secrets are {@link ConfigurationReferenceMissing}'s.
 */
final class VolumeMountFailing implements ClusterRule {
  private static final Set<String> REASONS =
      Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");
  private static final Pattern VOLUME =
      Pattern.compile("volume \"([^\"]+)\"|unmounted volumes=\\[([^\\]]+)\\]");

  @Override
  public String code() {
    return "VolumeMountFailing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodStuckCreating@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    Set<Pod> others =
        Set.copyOf(ConfigurationGap.all(cluster, now).stream().map(ConfigurationGap::pod).toList());
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      Event event = others.contains(pod) ? null : StuckCreating.newest(cluster, now, pod, REASONS);
      if (event != null && !isConfiguration(event)) {
        findings.add(finding(cluster, now, pod, event));
      }
    }
    return findings;
  }

  /** Of a ConfigMap or Secret that has come in the meantime. */
  private static boolean isConfiguration(Event event) {
    return event
            .message()
            .matches("(?s).*(configmap|secret|config key|secret key).*(not found|non-existent).*")
        || event.message().contains("references non-existent");
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod, Event event) {
    Matcher volume = VOLUME.matcher(event.message());
    String name = "";
    if (volume.find()) {
      name = " " + (volume.group(1) == null ? volume.group(2) : volume.group(1));
    }
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "it does not start, as its volume"
                    + name
                    + " cannot be "
                    + (event.reason().equals("FailedAttachVolume") ? "attached to" : "mounted on")
                    + " node "
                    + pod.node()
                    + ": "
                    + why(event.message()))
            .since(pod.started());
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look("See its volumes", PodNames.kubectl("get", pod, "-o jsonpath='{.spec.volumes}'"))
        .look("See which volumes are attached where", "kubectl get volumeattachments")
        .build();
  }

  private static String why(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("multi-attach")) {
      return "it is still in use on another node, and may be on one at a time only";
    }
    if (said.contains("unknown filesystem type")) {
      return "the node lacks what it takes to mount that type of file system: " + output(message);
    }
    if (said.contains("hostpath type check failed")) {
      return "there is no such path of that type on the node: " + after(message, "failed: ");
    }
    if (said.contains("no csidriver object")
        || said.contains("driver name")
        || said.contains("not found in the list of registered csi drivers")) {
      return "its CSI driver is not on the node: " + after(message, ": ");
    }
    if (said.contains("wrong fs type") || said.contains("bad superblock")) {
      return "its file system is damaged or of another type: " + output(message);
    }
    if (said.contains("connection refused")
        || said.contains("no route to host")
        || said.contains("connection timed out")) {
      return "the storage server does not answer: " + output(message);
    }
    if (said.contains("access denied by server") || said.contains("permission denied")) {
      return "the storage server refuses: " + output(message);
    }
    return said.contains("timed out waiting for the condition")
        ? "it takes too long, and nobody says why"
        : output(message);
  }

  private static String after(String message, String word) {
    int at = message.lastIndexOf(word);
    return at < 0 ? message.strip() : message.substring(at + word.length()).strip();
  }

  /** What mount itself said, in one line. */
  private static String output(String message) {
    int at = message.indexOf("Output: ");
    String text = at < 0 ? message : message.substring(at + 8);
    return text.strip().lines().findFirst().orElse("");
  }
}
