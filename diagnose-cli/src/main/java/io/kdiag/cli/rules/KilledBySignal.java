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
 * A container ends by a signal again and again, and neither for want of memory nor by kubelet's
 * probes and hooks: exit code 139 is a fault of the program in its memory, 134 one that it found
 * itself, 132 an instruction that the processor lacks, 137 and 143 somebody who ends it.
 */
final class KilledBySignal implements ClusterRule {

  @Override
  public String code() {
    return "KilledBySignal";
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
      boolean itself =
          end != null && !end.reason().equals("OOMKilled") && !Killed.byKubelet(cluster, container);
      String what = end == null || !itself ? "" : meaning(end.exitCode());
      if (end != null && !what.isEmpty()) {
        findings.add(finding(cluster, now, container, end, what));
      }
    }
    return findings;
  }

  private static String meaning(int exitCode) {
    return switch (exitCode) {
      case 132 -> "by signal 4 (SIGILL): it is built for a newer processor than the node's";
      case 134 -> "by signal 6 (SIGABRT): it gave up on a fault that it found in itself";
      case 135 -> "by signal 7 (SIGBUS): a file that it maps has shrunk, or /dev/shm is full";
      case 136 -> "by signal 8 (SIGFPE): it divides by zero";
      case 137 ->
          "by signal 9 (SIGKILL), and not for want of memory of its own: a process in it or on the"
              + " node kills it, or one of its processes ran out of memory alone";
      case 139 -> "by signal 11 (SIGSEGV): the program reads or writes memory that is not its own";
      case 143 -> "by signal 15 (SIGTERM): something in it or on the node asks it to end";
      default -> "";
    };
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, ContainerRun container, Terminated end, String what) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                container.pod().object(),
                "container " + container.name() + " is ended " + what)
            .since(Failing.since(container))
            .evidence(
                end.finished() == null ? now : end.finished(),
                cluster.source(),
                "last run ended with exit code "
                    + end.exitCode()
                    + " ("
                    + end.reason()
                    + "), "
                    + container.restarts()
                    + " restarts");
    for (String line : Failing.words(cluster, container)) {
      finding.evidence(now, "log", line);
    }
    return finding
        .look("Read what it said", PodNames.logs(container.pod(), container.name(), true))
        .look(
            "See whether the kernel names it",
            "dmesg | grep -iE 'segfault|trap|killed' (on " + container.pod().node() + ")")
        .build();
  }
}
