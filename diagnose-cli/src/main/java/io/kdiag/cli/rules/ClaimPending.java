package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Claim;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A claim gets no volume: its class does not exist or nobody provisions for it, or no volume that
 * is there fits. One that waits for its first pod, as its class wants, is no fault.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/">Persistent
 *     Volumes</a>
 */
final class ClaimPending implements ClusterRule {
  private static final Duration LONG = Duration.ofSeconds(15);

  @Override
  public String code() {
    return "ClaimPending";
  }

  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    Set<String> symptoms = new HashSet<>();
    ClusterEvidence cluster = evidence.cluster();
    String[] names = cause.object().split("/", 3);
    if (cluster != null
        && cluster.objects().find(Kind.CLAIM, names[1], names[2]) instanceof Claim claim) {
      users(cluster, claim).forEach(pod -> symptoms.add("PodUnschedulable@" + pod.object()));
      users(cluster, claim).forEach(pod -> symptoms.add("PodStuckCreating@" + pod.object()));
    }
    return symptoms;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Claim claim : cluster.objects().all(Kind.CLAIM, Claim.class)) {
      Instant created = claim.metadata().creationTimestamp();
      boolean old = created != null && created.isBefore(now.minus(LONG));
      if (!claim.status().phase().equals("Bound") && !claim.status().phase().isEmpty() && old) {
        List<Pod> users = users(cluster, claim);
        String why = ClaimTrouble.of(cluster, claim, !users.isEmpty());
        if (!why.isEmpty()) {
          findings.add(finding(cluster, now, claim, users, why));
        }
      }
    }
    return findings;
  }

  private static List<Pod> users(ClusterEvidence cluster, Claim claim) {
    return cluster.objects().podsIn(claim.namespace()).stream()
        .filter(Pod::unwell)
        .filter(pod -> VolumeFit.claims(cluster, pod).contains(claim))
        .toList();
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Claim claim, List<Pod> users, String why) {
    String waits = users.isEmpty() ? "" : ", and pod " + users.getFirst().name() + " waits for it";
    Finding.Builder finding =
        Finding.of(
                code(), Severity.WARNING, claim.object(), "it gets no volume" + waits + ": " + why)
            .since(claim.metadata().creationTimestamp())
            .evidence(now, cluster.source(), "phase is " + claim.status().phase());
    for (Event event : cluster.objects().events(claim.object())) {
      finding.evidence(
          event.last() == null ? now : event.last(),
          "event",
          event.reason() + ": " + event.message());
    }
    if (users.isEmpty()) {
      finding.latent();
    }
    return finding
        .look(
            "See all that the cluster says of it",
            "kubectl describe pvc " + claim.name() + " -n " + claim.namespace())
        .look("See which classes and volumes there are", "kubectl get storageclasses,pv")
        .build();
  }
}
