package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image has nothing for the node's processor: the registry has no such variant, or the kernel
 * refuses its program with "exec format error", as it does a script without an interpreter's line.
 */
final class ImageArchitectureWrong implements ClusterRule {
  private static final String REFUSED = "exec format error";

  @Override
  public String code() {
    return "ImageArchitectureWrong";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Failing.symptoms(cause);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.OTHER_ARCHITECTURE)) {
      String why =
          "the registry has none for this node's processor" + architecture(cluster, wait.pod());
      findings.add(looks(wait.finding(code(), cluster, now, why), cluster, wait.container()));
    }
    for (ContainerRun container : Failing.containers(cluster, now)) {
      String said = said(cluster, container);
      if (said != null) {
        findings.add(finding(cluster, now, container, said));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ContainerRun container, String said) {
    Pod pod = container.pod();
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "the program of container "
                    + container.name()
                    + " is not for this node's processor"
                    + architecture(cluster, pod)
                    + ", or is a script without an interpreter's line: the kernel says "
                    + REFUSED
                    + " of image "
                    + container.spec().image())
            .since(Failing.since(container))
            .evidence(now, cluster.source(), said);
    return looks(finding, cluster, container);
  }

  private static Finding looks(
      Finding.Builder finding, ClusterEvidence cluster, ContainerRun container) {
    return finding
        .look(
            "See for which processors the image is",
            "skopeo inspect --raw docker://" + container.spec().image())
        .look("See the nodes' processors", "kubectl get nodes -L kubernetes.io/arch")
        .disruptive(
            "Build the image for it too, or keep the pods on nodes of the right kind",
            "kubectl patch "
                + PodNames.owner(cluster, container.pod())
                + " -p '{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/arch\":\"ARCH\"}}}}}'",
            PodNames.kubectl("get", container.pod(), "-o wide"),
            "kubectl rollout undo " + PodNames.owner(cluster, container.pod()))
        .build();
  }

  private static @Nullable String said(ClusterEvidence cluster, ContainerRun container) {
    List<String> all = new ArrayList<>(Failing.words(cluster, container));
    var end = container.lastEnd();
    all.add(end == null ? "" : end.message());
    all.add(container.waitingMessage());
    for (String line : all) {
      if (line.toLowerCase(Locale.ROOT).contains(REFUSED)) {
        return line;
      }
    }
    return null;
  }

  private static String architecture(ClusterEvidence cluster, Pod pod) {
    Node node = cluster.objects().node(pod.node());
    String architecture = node == null ? "" : node.status().nodeInfo().architecture();
    return architecture.isEmpty() ? "" : " (" + architecture + ")";
  }
}
