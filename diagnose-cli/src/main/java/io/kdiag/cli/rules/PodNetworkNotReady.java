package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;

/** The runtime of a node says that the pods' network is not ready. */
final class PodNetworkNotReady implements Rule {

  @Override
  public String code() {
    return "PodNetworkNotReady";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    ProbeResult answer = Answers.first(evidence, Kind.RUNTIME_NETWORK);
    if (answer == null
        || answer.outcome() != Outcome.UNHEALTHY
        || !evidence.host().kubernetes().isNode()) {
      return List.of();
    }
    String said = answer.answer().isBlank() ? "" : ": \"" + answer.answer().strip() + "\"";
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.CRITICAL,
            "node/" + evidence.host().node(),
            KubernetesRuntime.name(evidence)
                + " says that the pods' network is not ready, so the node is NotReady and new"
                + " pods get no address"
                + said);
    Answers.quote(finding, evidence, answer);
    looks(finding, evidence.host().kubernetes().kubelet());
    return List.of(finding.build());
  }

  private static void looks(Finding.Builder finding, KubernetesSetup.Kubelet kubelet) {
    finding.look("See the network's configuration", "ls -l " + kubelet.cniConfigurationDirectory());
    finding.look(
        "See how the network's own pods are",
        "kubectl get pods -A -o wide --field-selector spec.nodeName=$(hostname)");
    finding.look("See which plugins are there", "ls -l " + kubelet.cniBinaryDirectory());
  }
}
