package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pod was put out for one of higher priority, and the one made in its place finds no node.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/">Pod
 *     Priority and Preemption</a>
 */
final class PodPreempted implements ClusterRule {
  private static final Duration LATELY = Duration.ofHours(1);

  @Override
  public String code() {
    return "PodPreempted";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("PodUnschedulable@" + cause.object());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Event> events = new ArrayList<>();
    for (Event event : cluster.objects().events()) {
      boolean lately = event.last() != null && event.last().isAfter(now.minus(LATELY));
      if (event.reason().equals("Preempted") && lately) {
        events.add(event);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Pod pod : events.isEmpty() ? List.<Pod>of() : cluster.objects().unwellPods()) {
      Condition scheduled = pod.condition("PodScheduled");
      boolean waits = pod.node().isEmpty() && scheduled != null && !scheduled.holds();
      for (Event event : waits ? events : List.<Event>of()) {
        if (isPredecessor(cluster, pod, event)) {
          findings.add(finding(cluster, now, pod, event));
          break;
        }
      }
    }
    return findings;
  }

  private static boolean isPredecessor(ClusterEvidence cluster, Pod pod, Event event) {
    String victim = event.involvedObject().name();
    boolean gone =
        cluster.objects().find(Kind.POD, event.involvedObject().namespace(), victim) == null;
    boolean same = victim.equals(pod.name());
    return event.involvedObject().namespace().equals(pod.namespace())
        && (same || (gone && !pod.owner().isEmpty() && stem(victim).equals(stem(pod.name()))));
  }

  /** A name without what its maker adds: {@code web-5d8f-x7k2p} is {@code web-5d8f}. */
  private static String stem(String name) {
    int dash = name.lastIndexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Pod pod, Event event) {
    Condition scheduled = pod.condition("PodScheduled");
    return Finding.of(
            code(),
            Severity.WARNING,
            pod.object(),
            "its predecessor was put out for a pod of higher priority ("
                + event.message()
                + "), and there is no room left for it")
        .since(event.last())
        .evidence(
            event.last() == null ? now : event.last(),
            "event",
            event.reason() + ": " + event.message())
        .evidence(now, cluster.source(), scheduled == null ? "" : scheduled.message())
        .look(
            "See the priorities",
            "kubectl get pods -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,PRIORITY:.spec.priority")
        .look(
            "See what the nodes have left",
            "kubectl describe nodes | grep -A9 'Allocated resources'")
        .build();
  }
}
