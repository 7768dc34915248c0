package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Severity;
import io.kdiag.host.containerlog.ContainerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container ends soon after each start. kubelet waits up to five minutes between starts and
 * forgets its count once a run has lasted ten.
 */
final class ContainerCrashLooping implements Rule {
  private static final int RESTARTS = 3;

  /** With only one start known, so many restarts are wanted. */
  private static final int RESTARTS_ALONE = 5;

  private static final Duration RECENT = Duration.ofMinutes(20);
  private static final Duration SETTLED = Duration.ofMinutes(10);
  private static final int QUOTED = 240;

  @Override
  public String code() {
    return "ContainerCrashLooping";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerState container : Seen.list(evidence.host().containers())) {
      List<Instant> starts = new ArrayList<>(container.starts());
      starts.sort(Comparator.reverseOrder());
      if (!starts.isEmpty() && loops(evidence.now(), container, starts)) {
        findings.add(finding(evidence, container, starts));
      }
    }
    return findings;
  }

  private static boolean loops(Instant now, ContainerState container, List<Instant> starts) {
    Duration since = Duration.between(starts.getFirst(), now);
    if (container.log().restarts() < RESTARTS
        || since.compareTo(container.running() ? SETTLED : RECENT) > 0) {
      return false;
    }
    if (starts.size() == 1) {
      return !container.running() && container.log().restarts() >= RESTARTS_ALONE;
    }
    return Duration.between(starts.get(1), starts.getFirst()).compareTo(RECENT) <= 0;
  }

  private Finding finding(Evidence evidence, ContainerState container, List<Instant> starts) {
    ContainerLog log = container.log();
    String pod = log.namespace() + "/" + log.pod();
    Finding.Builder finding =
        Finding.of(
            code(),
            log.namespace().equals("kube-system") ? Severity.CRITICAL : Severity.WARNING,
            "container/" + pod + "/" + log.container(),
            cause(evidence.now(), container, pod, starts.getFirst()));
    finding.confidence(starts.size() == 1 ? Confidence.LIKELY : Confidence.CERTAIN);
    finding.since(starts.getLast());
    quote(finding, evidence, container, starts);
    String names = log.pod() + " -n " + log.namespace();
    finding.look(
        "Read what its last run said",
        "kubectl logs " + names + " -c " + log.container() + " --previous --tail=50");
    finding.look("See its exit code, probes and events", "kubectl describe pod " + names);
    return finding.build();
  }

  private static String cause(Instant now, ContainerState container, String pod, Instant last) {
    String what =
        "Container "
            + container.log().container()
            + " of pod "
            + pod
            + " ends soon after each start ("
            + container.log().restarts()
            + " restarts, the last "
            + Quantities.seconds(Math.max(0, Duration.between(last, now).toMillis() / 1e3))
            + " ago)";
    LogGroup error = loudest(container.errors());
    return error == null
        ? what + "; its log holds no error line"
        : what + "; it says: \"" + shortened(error.sample()) + "\"";
  }

  /** The error seen most often; of those, the newest. */
  private static @Nullable LogGroup loudest(List<LogGroup> errors) {
    LogGroup loudest = null;
    for (LogGroup error : errors) {
      if (loudest == null
          || error.count() > loudest.count()
          || (error.count() == loudest.count() && error.last().isAfter(loudest.last()))) {
        loudest = error;
      }
    }
    return loudest;
  }

  private static void quote(
      Finding.Builder finding, Evidence evidence, ContainerState container, List<Instant> starts) {
    List<String> files = container.log().files();
    String source = files.isEmpty() ? "/var/log/pods" : files.getFirst();
    for (LogGroup error : container.errors()) {
      String times = error.count() > 1 ? " (" + Quantities.count(error.count()) + " times)" : "";
      finding.evidence(error.last(), source, shortened(error.sample()) + times);
    }
    for (Instant start : starts) {
      finding.evidence(start, source, "a run began");
    }
    if (container.running()) {
      finding.against(evidence.now(), "/proc", "it runs at this moment");
    }
  }

  private static String shortened(String line) {
    return line.length() > QUOTED ? line.substring(0, QUOTED) + "..." : line;
  }
}
