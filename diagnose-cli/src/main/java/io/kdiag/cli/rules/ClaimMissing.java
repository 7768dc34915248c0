package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Volume;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A pod waits for a claim (PersistentVolumeClaim) that does not exist. */
final class ClaimMissing implements ClusterRule {

  @Override
  public String code() {
    return "ClaimMissing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodUnschedulable@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      for (Volume volume : pod.node().isEmpty() ? pod.spec().volumes() : List.<Volume>of()) {
        String name =
            volume.persistentVolumeClaim() == null
                ? ""
                : volume.persistentVolumeClaim().claimName();
        if (!name.isEmpty() && cluster.objects().absent(Kind.CLAIM, pod.namespace(), name)) {
          findings.add(finding(cluster, now, pod, volume, name));
        }
      }
    }
    return findings;
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Pod pod, Volume volume, String name) {
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                pod.object(),
                "it is given no node, as its volume "
                    + volume.name()
                    + " is claim "
                    + name
                    + ", which does not exist in namespace "
                    + pod.namespace())
            .since(pod.created())
            .evidence(now, cluster.source(), "no PersistentVolumeClaim " + name);
    PodEvents.quote(finding, now, cluster, pod);
    return finding
        .look("See which claims there are", "kubectl get pvc -n " + pod.namespace())
        .build();
  }
}
