package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import java.util.List;
import java.util.Set;

/** The CNI configuration names plugins whose programs are not there. */
final class CniPluginMissing implements Rule {

  @Override
  public String code() {
    return "CniPluginMissing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodNetworkNotReady");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    KubernetesSetup setup = evidence.host().kubernetes();
    List<String> missing = setup.kubelet().cniPluginsMissing();
    if (!setup.isNode() || missing.isEmpty()) {
      return List.of();
    }
    String directory = setup.kubelet().cniBinaryDirectory();
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.CRITICAL,
            "node/" + evidence.host().node(),
            "New pods get no network here: "
                + directory
                + " lacks "
                + String.join(", ", missing)
                + ", which the network's configuration calls");
    boolean well = Answers.anyOk(evidence, Kind.RUNTIME_NETWORK);
    finding.confidence(well ? Confidence.LIKELY : Confidence.CERTAIN);
    for (String plugin : missing) {
      finding.evidence(evidence.now(), directory + "/" + plugin, "no such file");
    }
    List<String> files = setup.kubelet().cniConfigurations();
    for (String file : files == null ? List.<String>of() : files) {
      finding.evidence(evidence.now(), file, "is among the network's configuration");
    }
    finding.look("See which plugins are there", "ls -l " + directory);
    finding.look(
        "See which plugins are called",
        "grep -h '\"type\"' " + setup.kubelet().cniConfigurationDirectory() + "/*");
    return List.of(finding.build());
  }
}
