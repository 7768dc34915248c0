package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Claim;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.PersistentVolume;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.PodSpec;
import io.kdiag.cli.evidence.kube.Volume;
import java.util.ArrayList;
import java.util.List;

/** Whether a pod's volumes can be had on a node. */
final class VolumeFit {
  private VolumeFit() {}

  static void add(List<NodeFit.Misfit> misfits, ClusterEvidence cluster, Pod pod, Node node) {
    for (Claim claim : claims(cluster, pod)) {
      if (cluster.objects().find(Kind.VOLUME, "", claim.spec().volumeName())
          instanceof PersistentVolume volume) {
        PodSpec.NodeAffinity where = volume.spec().nodeAffinity();
        if (where != null && where.required() != null && !where.required().matches(node)) {
          List<String> terms = new ArrayList<>();
          where.required().nodeSelectorTerms().forEach(term -> terms.add(term.text()));
          misfits.add(
              new NodeFit.Misfit(
                  "volume",
                  "volume "
                      + volume.name()
                      + " of claim "
                      + claim.name()
                      + " can be had on "
                      + String.join(" or ", terms)
                      + " only",
                  "the volume of claim " + claim.name() + " were there"));
        }
      }
    }
  }

  /** Those of them that were read. */
  static List<Claim> claims(ClusterEvidence cluster, Pod pod) {
    List<Claim> claims = new ArrayList<>();
    for (Volume volume : pod.spec().volumes()) {
      String name = claim(pod, volume);
      if (cluster.objects().find(Kind.CLAIM, pod.namespace(), name) instanceof Claim claim) {
        claims.add(claim);
      }
    }
    return claims;
  }

  /** The name of the claim behind a volume; empty where there is none. */
  static String claim(Pod pod, Volume volume) {
    if (volume.ephemeral() != null) {
      return pod.name() + "-" + volume.name();
    }
    return volume.persistentVolumeClaim() == null ? "" : volume.persistentVolumeClaim().claimName();
  }
}
