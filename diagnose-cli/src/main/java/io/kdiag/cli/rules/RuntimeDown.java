package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The container runtime of a node does not run, or does not take connections, or says it is not
 * ready.
 */
final class RuntimeDown implements Rule {

  @Override
  public String code() {
    return "RuntimeDown";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of(
        "KubeletDown",
        "KubeletUnhealthy",
        "PodNetworkNotReady",
        "RuntimeSlow",
        "KubeProxyUnhealthy@static-pod/kube-proxy",
        "ControlPlaneDown@static-pod/etcd",
        "ControlPlaneDown@static-pod/kube-apiserver",
        "ControlPlaneDown@static-pod/kube-controller-manager",
        "ControlPlaneDown@static-pod/kube-scheduler");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    if (!evidence.host().kubernetes().isNode() || Answers.anyOk(evidence, Kind.RUNTIME)) {
      return List.of();
    }
    Part runtime = KubernetesRuntime.of(evidence);
    ProbeResult answer = Answers.first(evidence, Kind.RUNTIME);
    if (runtime != null && !runtime.running()) {
      return List.of(notRunning(evidence, runtime, answer));
    }
    boolean silent =
        answer != null && Answers.failed(answer) && answer.outcome() != Outcome.TIMEOUT;
    return answer != null && silent ? List.of(notAnswering(evidence, runtime, answer)) : List.of();
  }

  private Finding notRunning(Evidence evidence, Part runtime, @Nullable ProbeResult answer) {
    Finding.Builder finding =
        runtime.down(
            code(),
            runtime.name()
                + " is not running, though "
                + Part.whatLivesHere(evidence)
                + ": no container can be started, stopped or looked into");
    if (answer != null) {
      Answers.quote(finding, evidence, answer);
    }
    return finding.build();
  }

  private Finding notAnswering(Evidence evidence, @Nullable Part runtime, ProbeResult answer) {
    String name = KubernetesRuntime.name(evidence);
    Finding.Builder finding =
        Finding.of(code(), Severity.CRITICAL, "component/" + name, cause(name, runtime, answer));
    Answers.quote(finding, evidence, answer);
    if (runtime != null) {
      runtime.lastWords(finding);
      runtime.looks(finding);
    }
    finding.look("Ask it yourself", "crictl --runtime-endpoint " + answer.target() + " -t 5s info");
    return finding.build();
  }

  private static String cause(String name, @Nullable Part runtime, ProbeResult answer) {
    String runs = runtime == null ? "" : " runs (pid " + runtime.component().pid() + ") but";
    return answer.outcome() == Outcome.REFUSED
        ? name + runs + " takes no connections at " + answer.target()
        : name + runs + " " + Answers.says(answer);
  }
}
