package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The container runtime of a node takes long to answer, or does not answer in time at all. */
final class RuntimeSlow implements Rule {
  private static final Duration SLOW = Duration.ofSeconds(1);

  @Override
  public String code() {
    return "RuntimeSlow";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return cause.severity() == Severity.CRITICAL
        ? Set.of("KubeletUnhealthy", "PodNetworkNotReady")
        : Set.of();
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    ProbeResult answer = Answers.first(evidence, Kind.RUNTIME);
    Part runtime = KubernetesRuntime.of(evidence);
    boolean down = runtime != null && !runtime.running();
    if (answer == null || down || !evidence.host().kubernetes().isNode()) {
      return List.of();
    }
    boolean hangs = answer.outcome() == Outcome.TIMEOUT;
    boolean slow = answer.outcome() == Outcome.OK && answer.took().compareTo(SLOW) > 0;
    return hangs || slow ? List.of(finding(evidence, answer, hangs)) : List.of();
  }

  private Finding finding(Evidence evidence, ProbeResult answer, boolean hangs) {
    String name = KubernetesRuntime.name(evidence);
    String took = Answers.seconds(answer);
    String cause =
        hangs
            ? name + " hangs: it gave no answer within " + took + ", so pods neither start nor stop"
            : name
                + " took "
                + took
                + " to say how it is, which takes milliseconds when it is well";
    Severity severity = hangs ? Severity.CRITICAL : Severity.WARNING;
    Finding.Builder finding = Finding.of(code(), severity, "component/" + name, cause);
    Answers.quote(finding, evidence, answer);
    Part runtime = KubernetesRuntime.of(evidence);
    finding.look(
        "Time it yourself", "time crictl --runtime-endpoint " + answer.target() + " -t 10s info");
    finding.look("See who waits for disk or memory", "cat /proc/pressure/io /proc/pressure/memory");
    if (runtime != null) {
      runtime.lastWords(finding);
      runtime.looks(finding);
    }
    return finding.build();
  }
}
