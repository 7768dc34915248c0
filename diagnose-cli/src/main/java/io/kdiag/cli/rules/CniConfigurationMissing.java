package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory that should hold the network's CNI configuration holds none. */
final class CniConfigurationMissing implements Rule {

  @Override
  public String code() {
    return "CniConfigurationMissing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodNetworkNotReady");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    KubernetesSetup setup = evidence.host().kubernetes();
    List<String> files = setup.kubelet().cniConfigurations();
    ProbeResult network = Answers.first(evidence, Kind.RUNTIME_NETWORK);
    boolean said = network != null && network.outcome() == Outcome.UNHEALTHY;
    boolean well = network != null && network.outcome() == Outcome.OK;
    if (!setup.isNode() || files == null || !files.isEmpty() || well) {
      return List.of();
    }
    boolean mayNotNeedIt = KubernetesRuntime.endpoint(evidence).contains("docker");
    return said || !mayNotNeedIt ? List.of(finding(evidence, network, said)) : List.of();
  }

  private Finding finding(Evidence evidence, @Nullable ProbeResult network, boolean said) {
    String directory = evidence.host().kubernetes().kubelet().cniConfigurationDirectory();
    Finding.Builder finding =
        Finding.of(
            code(),
            said ? Severity.CRITICAL : Severity.WARNING,
            "node/" + evidence.host().node(),
            directory
                + " holds no network configuration, so the runtime cannot give pods a network:"
                + " the network's own pod has not written it, or someone has moved it away");
    finding.confidence(said ? Confidence.CERTAIN : Confidence.LIKELY);
    finding.evidence(evidence.now(), directory, "no file *.conf, *.conflist or *.json");
    if (network != null) {
      Answers.quote(finding, evidence, network);
    } else {
      finding.notChecked("whether the runtime misses it: it was not asked about its network");
    }
    finding.look("See what is there", "ls -la " + directory);
    finding.look(
        "See whether the network's own pod (flannel, calico, cilium, ...) is well here",
        "kubectl get pods -A -o wide --field-selector spec.nodeName=" + evidence.host().node());
    return finding.build();
  }
}
