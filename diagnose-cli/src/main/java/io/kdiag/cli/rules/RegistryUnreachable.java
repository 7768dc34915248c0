package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The node cannot talk to an image's registry: its name is not known, it does not answer, or its
 * certificate is not trusted.
 */
final class RegistryUnreachable implements ClusterRule {

  @Override
  public String code() {
    return "RegistryUnreachable";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait :
        ImageWait.of(
            cluster,
            ImageTrouble.NAME_UNKNOWN,
            ImageTrouble.CERTIFICATE,
            ImageTrouble.UNREACHABLE)) {
      String where = " (on " + wait.pod().node() + ")";
      findings.add(
          wait.finding(code(), cluster, now, why(wait))
              .look("Try it from the node", "crictl pull " + wait.image() + where)
              .look("See whether it answers", "curl -v https://" + wait.registry() + "/v2/" + where)
              .build());
    }
    return findings;
  }

  private static String why(ImageWait wait) {
    return switch (wait.trouble()) {
      case NAME_UNKNOWN -> "no name server of the node knows the registry " + wait.registry();
      case CERTIFICATE ->
          "the node does not trust the certificate of the registry "
              + wait.registry()
              + ", or that does not speak TLS";
      default -> "the node cannot reach the registry " + wait.registry();
    };
  }
}
