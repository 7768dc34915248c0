package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Job;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.ReplicaSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a workload's state may follow from: whatever is wrong with its pods and what makes them. */
final class WorkloadPods {
  private WorkloadPods() {}

  /** Keys for {@link io.kdiag.cli.engine.Rule#explainedBy}. */
  static Set<String> keys(Finding symptom, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    KubeObject workload = cluster == null ? null : cluster.objects().find(symptom.object());
    if (cluster == null || workload == null) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    cluster
        .objects()
        .podsOf(workload)
        .forEach(pod -> keys.addAll(ServiceWithoutEndpoints.of(cluster.objects(), pod)));
    List<KubeObject> between = new ArrayList<>();
    between.addAll(cluster.objects().all(Kind.REPLICA_SET, ReplicaSet.class));
    between.addAll(cluster.objects().all(Kind.JOB, Job.class));
    for (KubeObject each : between) {
      if (workload.equals(cluster.objects().ownerOf(each))) {
        keys.add("*@" + each.object());
      }
    }
    keys.remove("*@" + symptom.object());
    return keys;
  }
}
