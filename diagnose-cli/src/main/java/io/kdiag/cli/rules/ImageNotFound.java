package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The registry answers that it has no such image or tag. */
final class ImageNotFound implements ClusterRule {

  @Override
  public String code() {
    return "ImageNotFound";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.NOT_FOUND)) {
      String why =
          "the registry "
              + wait.registry()
              + " has no such image or tag: the name is mistyped,"
              + " or it was never pushed or has been deleted";
      findings.add(
          wait.finding(code(), cluster, now, why)
              .look(
                  "See which images the workload names",
                  PodNames.kubectl("get", wait.pod(), "-o jsonpath='{..image}'"))
              .look(
                  "Ask the registry for its tags", "skopeo list-tags docker://" + repository(wait))
              .disruptive(
                  "Go back to the image that ran before",
                  "kubectl rollout undo " + PodNames.owner(cluster, wait.pod()),
                  PodNames.kubectl("get", wait.pod(), ""),
                  "kubectl rollout undo " + PodNames.owner(cluster, wait.pod()))
              .build());
    }
    return findings;
  }

  private static String repository(ImageWait wait) {
    return wait.image().replaceFirst("(:[^:/]*)?(@.*)?$", "");
  }
}
