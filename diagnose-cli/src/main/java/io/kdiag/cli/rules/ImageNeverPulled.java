package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An image is not on the node and {@code imagePullPolicy: Never} forbids to fetch it. */
final class ImageNeverPulled implements ClusterRule {

  @Override
  public String code() {
    return "ImageNeverPulled";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.NOT_ON_NODE)) {
      findings.add(
          wait.finding(
                  code(),
                  cluster,
                  now,
                  "it is not on node " + wait.pod().node() + ", and imagePullPolicy is Never")
              .look("See which images are there", "crictl images (on " + wait.pod().node() + ")")
              .disruptive(
                  "Let it be pulled",
                  "kubectl set image "
                      + PodNames.owner(cluster, wait.pod())
                      + " "
                      + wait.container().name()
                      + "=IMAGE, and imagePullPolicy: IfNotPresent",
                  PodNames.kubectl("get", wait.pod(), ""),
                  "kubectl rollout undo " + PodNames.owner(cluster, wait.pod()))
              .build());
    }
    return findings;
  }
}
