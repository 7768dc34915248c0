package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container that waits for its image, and why it cannot have it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/">Images</a>
 */
record ImageWait(Pod pod, ContainerRun container, ImageTrouble trouble) {
  private static final Set<String> WAITING =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  /** Those of all pods whose trouble is one of {@code troubles}. */
  static List<ImageWait> of(ClusterEvidence cluster, ImageTrouble... troubles) {
    List<ImageTrouble> wanted = List.of(troubles);
    List<ImageWait> waits = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      for (ContainerRun container : pod.containers()) {
        if (WAITING.contains(container.waiting())) {
          ImageTrouble trouble = trouble(cluster, container);
          if (wanted.contains(trouble)) {
            waits.add(new ImageWait(pod, container, trouble));
          }
        }
      }
    }
    return waits;
  }

  /** The reason of a back-off says nothing of why; the events before it do. */
  private static ImageTrouble trouble(ClusterEvidence cluster, ContainerRun container) {
    String image = container.spec().image();
    ImageTrouble trouble = ImageTrouble.of(container.waiting(), image, container.waitingMessage());
    for (Event event : cluster.warnings(container.pod().object())) {
      boolean about = event.reason().equals("Failed") && event.message().contains(image);
      if (trouble == ImageTrouble.OTHER && about) {
        trouble = ImageTrouble.of(container.waiting(), image, event.message());
      }
    }
    return trouble;
  }

  String image() {
    return container.spec().image();
  }

  /** The registry as the image's name has it: {@code quay.io}; docker.io where it has none. */
  String registry() {
    String first = image().split("/", 2)[0];
    boolean host = image().contains("/") && (first.contains(".") || first.contains(":"));
    return host || first.equals("localhost") ? first : "docker.io";
  }

  /** {@code why} goes on after "container main waits for its image shop/app:1: ". */
  Finding.Builder finding(String code, ClusterEvidence cluster, Instant now, String why) {
    Finding.Builder finding =
        Finding.of(
                code,
                Severity.WARNING,
                pod.object(),
                "container " + container.name() + " waits for its image " + image() + ": " + why)
            .since(pod.started())
            .evidence(
                now,
                cluster.source(),
                "waiting: " + container.waiting() + ": " + container.waitingMessage());
    PodEvents.quote(finding, now, cluster, pod);
    return finding;
  }
}
