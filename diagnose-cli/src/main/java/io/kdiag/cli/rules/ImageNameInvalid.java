package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands as an image is no image's name: upper case, two tags, a blank. */
final class ImageNameInvalid implements ClusterRule {
  private static final Pattern FORMAT =
      Pattern.compile("invalid reference format(?:: ([^\"]{3,80}))?");

  @Override
  public String code() {
    return "ImageNameInvalid";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.NAME_INVALID)) {
      Matcher said = FORMAT.matcher(wait.container().waitingMessage());
      String detail = said.find() && said.group(1) != null ? " (" + said.group(1) + ")" : "";
      findings.add(
          wait.finding(code(), cluster, now, "that is no image's name" + detail)
              .look(
                  "See it as it is written",
                  PodNames.kubectl("get", wait.pod(), "-o jsonpath='{..image}'"))
              .build());
    }
    return findings;
  }
}
