package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence.CertificateFact;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;

/** What of Kubernetes is on the machine and how it answers: the setup says what there is to ask. */
record KubernetesSide(
    KubernetesSetup setup, List<ProbeResult> probes, List<CertificateFact> certificates) {

  static KubernetesSide read(HostRoot root, List<ProcessStat> processes) {
    KubernetesSetup setup = KubernetesSetups.read(root, processes);
    return new KubernetesSide(setup, Probes.run(setup, root), Certificates.read(root, setup));
  }

  /** Nothing is known, not even whether there is any Kubernetes. */
  static KubernetesSide unknown() {
    return new KubernetesSide(KubernetesSetup.none(), List.of(), List.of());
  }
}
