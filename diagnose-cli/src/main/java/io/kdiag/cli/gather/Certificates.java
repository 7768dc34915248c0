package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.host.HostRoot;
import java.util.List;

/** Reads dates and names of the certificates that Kubernetes uses on this machine. */
public final class Certificates {
  private Certificates() {}

  public static List<HostEvidence.CertificateFact> read(HostRoot root, KubernetesSetup setup) {
    return List.of();
  }
}
