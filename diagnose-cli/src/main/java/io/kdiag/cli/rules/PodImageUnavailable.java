package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A container waits because its image cannot be had, for none of the reasons that have a code of
 * their own: {@link ImageNotFound}, {@link ImagePullDenied}, {@link RegistryUnreachable}, {@link
 * ImageArchitectureWrong}, {@link ImageNeverPulled}, {@link ImageNameInvalid}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/">Images</a>
 */
final class PodImageUnavailable implements ClusterRule {

  @Override
  public String code() {
    return "PodImageUnavailable";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.LIMITED, ImageTrouble.OTHER)) {
      String why =
          wait.trouble() == ImageTrouble.LIMITED
              ? "the registry " + wait.registry() + " says that the node pulls too much"
              : "it cannot be pulled";
      findings.add(
          wait.finding(code(), cluster, now, why)
              .look(
                  "See the image's name and its pull secrets",
                  PodNames.kubectl("get", wait.pod(), "-o yaml"))
              .look(
                  "Try it on the node",
                  "crictl pull " + wait.image() + " (on " + wait.pod().node() + ")")
              .build());
    }
    return findings;
  }
}
