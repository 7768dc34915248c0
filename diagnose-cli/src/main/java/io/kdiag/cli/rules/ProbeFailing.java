package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.rules.ProbeTrouble.Verdict;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A container's probe fails: it asks the wrong port or path, has too little patience, or tells the
 * truth.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/">Configure
 *     Liveness, Readiness and Startup Probes</a>
 */
final class ProbeFailing implements ClusterRule {

  /** Which troubles a rule takes. */
  enum What {
    MISADDRESSED("ProbeMisaddressed"),
    TOO_STRICT("ProbeTooStrict"),
    SLOW_START("SlowStartKilled"),
    LIVENESS("LivenessProbeFailing"),
    READINESS("ReadinessProbeFailing");

    private final String code;

    What(String code) {
      this.code = code;
    }

    static What of(ProbeTrouble trouble) {
      return switch (trouble.verdict()) {
        case MISADDRESSED -> MISADDRESSED;
        case TOO_STRICT -> TOO_STRICT;
        case SLOW_START -> SLOW_START;
        case OTHER -> trouble.probe().equals("readiness") ? READINESS : LIVENESS;
      };
    }
  }

  private final What what;

  ProbeFailing(What what) {
    this.what = what;
  }

  @Override
  public String code() {
    return what.code;
  }

  @Override
  public Set<String> explains(Finding cause) {
    Set<String> symptoms = new HashSet<>(Set.of("PodCrashLooping@" + cause.object()));
    if (what != What.READINESS) {
      symptoms.add("KilledBySignal@" + cause.object());
      symptoms.add("ReadinessProbeFailing@" + cause.object());
    }
    return symptoms;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ProbeTrouble trouble : ProbeTrouble.all(cluster, now)) {
      if (What.of(trouble) == what) {
        findings.add(finding(now, trouble));
      }
    }
    return findings;
  }

  private Finding finding(Instant now, ProbeTrouble trouble) {
    Pod pod = trouble.container().pod();
    String name = trouble.container().name();
    boolean readiness = trouble.probe().equals("readiness");
    String does =
        readiness
            ? "container " + name + " runs and is not ready, as its readiness probe fails: "
            : "kubelet ends container "
                + name
                + " again and again, as its "
                + trouble.probe()
                + " probe fails: ";
    String hint =
        trouble.verdict() == Verdict.SLOW_START && trouble.container().spec().startupProbe() == null
            ? "; it starts too slowly for it, and has no startupProbe"
            : "";
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, pod.object(), does + trouble.why() + hint);
    var ready = pod.condition("Ready");
    return finding
        .since(ready == null ? pod.started() : ready.transition())
        .evidence(
            trouble.event().last() == null ? now : trouble.event().last(),
            "event",
            trouble.event().message().strip() + " (" + trouble.event().times() + " times)")
        .look(
            "See the probes and ports",
            PodNames.kubectl("get", pod, "-o jsonpath='{.spec.containers[*]}'"))
        .look("Read what it says", PodNames.logs(pod, name, !readiness))
        .build();
  }
}
