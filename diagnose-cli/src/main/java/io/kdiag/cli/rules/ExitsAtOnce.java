package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container does its work, ends well, and is started again and again, as its pod's {@code
 * restartPolicy} is Always: a job where a server is expected, or a server that goes into the
 * background.
 */
final class ExitsAtOnce implements ClusterRule {

  @Override
  public String code() {
    return "ExitsAtOnce";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Failing.symptoms(cause);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerRun container : Failing.containers(cluster, now)) {
      Terminated end = container.lastEnd();
      boolean always = container.pod().spec().restartPolicy().equals("Always");
      if (always
          && !container.init()
          && end != null
          && end.exitCode() == 0
          && !Killed.byKubelet(cluster, container)) {
        findings.add(finding(cluster, now, container, end));
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ContainerRun container, Terminated end) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                container.pod().object(),
                "container "
                    + container.name()
                    + " ends well (exit code 0) soon after each start and is started again, as"
                    + " restartPolicy is Always: its command does not stay, or goes into the background")
            .since(Failing.since(container))
            .evidence(
                end.finished() == null ? now : end.finished(),
                cluster.source(),
                "last run ended with exit code 0 ("
                    + end.reason()
                    + "), "
                    + container.restarts()
                    + " restarts");
    for (String line : Failing.words(cluster, container)) {
      finding.evidence(now, "log", line);
    }
    return finding
        .look(
            "See its command",
            PodNames.kubectl(
                "get",
                container.pod(),
                "-o jsonpath='{.spec.containers[*].command} {.spec.containers[*].args}'"))
        .look("Read what it said", PodNames.logs(container.pod(), container.name(), true))
        .build();
  }
}
