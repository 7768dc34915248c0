package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A container waits because its image cannot be had: the name is wrong, it is not there, the
 * registry does not let the node in or cannot be reached, or it may not be pulled.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/">Images</a>
 */
final class PodImageUnavailable implements ClusterRule {
  private static final Set<String> WAITING =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  @Override
  public String code() {
    return "PodImageUnavailable";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      for (ContainerRun container : pod.containers()) {
        if (WAITING.contains(container.waiting())) {
          findings.add(finding(now, cluster, pod, container));
        }
      }
    }
    return findings;
  }

  private Finding finding(Instant now, ClusterEvidence cluster, Pod pod, ContainerRun container) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                cause(container, cluster.warnings(pod.object())))
            .since(pod.started())
            .evidence(
                now,
                cluster.source(),
                "waiting: " + container.waiting() + ": " + container.waitingMessage());
    PodEvents.quote(finding, now, cluster, pod);
    String names = pod.name() + " -n " + pod.namespace();
    return finding
        .look("See the image's name and its pull secrets", "kubectl get pod " + names + " -o yaml")
        .look("Try it on the node", "crictl pull IMAGE (on " + pod.node() + ")")
        .build();
  }

  private static String cause(ContainerRun container, List<Event> warnings) {
    StringBuilder said = new StringBuilder(container.waitingMessage());
    for (Event event : warnings) {
      if (event.reason().equals("Failed")) {
        said.append(' ').append(event.message());
      }
    }
    return "container "
        + container.name()
        + " waits for its image: "
        + why(container.waiting(), said.toString().toLowerCase(Locale.ROOT));
  }

  /** In the words of containerd, CRI-O and docker, which differ. */
  private static String why(String waiting, String said) {
    if (waiting.equals("InvalidImageName")) {
      return "its name is no image's name";
    }
    if (waiting.equals("ErrImageNeverPull")) {
      return "it is not on the node, and imagePullPolicy is Never";
    }
    if (any(said, "no match for platform", "no matching manifest")) {
      return "there is none for this node's processor architecture";
    }
    if (any(said, "unauthorized", "authentication required", "401", "403", "denied", "forbidden")) {
      return "the registry refuses: no right to it, or it does not exist";
    }
    if (any(said, "not found", "manifest unknown", "does not exist")) {
      return "the registry has no such image or tag";
    }
    if (any(said, "no such host", "server misbehaving")) {
      return "the registry's name cannot be resolved on the node";
    }
    if (any(said, "x509", "certificate")) {
      return "the node does not trust the registry's certificate";
    }
    if (any(said, "timeout", "refused", "unreachable", "deadline exceeded", "no route")) {
      return "the registry cannot be reached from the node";
    }
    return any(said, "toomanyrequests", "429")
        ? "the registry says that the node pulls too much"
        : "it cannot be pulled";
  }

  private static boolean any(String said, String... words) {
    for (String word : words) {
      if (said.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
