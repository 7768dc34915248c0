package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.Ended;
import io.kdiag.cli.evidence.ClusterEvidence.NodeCondition;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.detector.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moments of a node as the cluster sees it. */
final class NodeMoments {
  private static final String API = "API server";

  private NodeMoments() {}

  static void add(ClusterEvidence cluster, List<Moment> moments) {
    String node = "node/" + cluster.node().name();
    for (NodeCondition condition : cluster.node().conditions()) {
      if (condition.transition() != null) {
        moments.add(
            Moment.once(
                condition.transition(),
                Moment.Lane.CONDITION,
                isBad(condition) ? Severity.WARNING : Severity.INFO,
                node,
                condition.type() + " became " + condition.status() + ": " + words(condition),
                API));
      }
    }
    for (ClusterEvent event : cluster.events()) {
      event(event, moments);
    }
    for (PodObject pod : cluster.pods()) {
      pod(pod, moments);
    }
    Words.add(cluster.logs(), moments);
  }

  private static boolean isBad(NodeCondition condition) {
    boolean goodWhenTrue = condition.type().endsWith("Ready");
    return !condition.status().equals(goodWhenTrue ? "True" : "False");
  }

  private static String words(NodeCondition condition) {
    return condition.message().isEmpty() ? condition.reason() : condition.message();
  }

  private static void event(ClusterEvent event, List<Moment> moments) {
    if (event.last() != null) {
      moments.add(
          new Moment(
              event.last(),
              event.last(),
              Math.max(1, event.count()),
              Moment.Lane.EVENT,
              event.type().equals("Warning") ? Severity.WARNING : Severity.INFO,
              event.object(),
              event.reason() + ": " + event.message(),
              API));
    }
  }

  private static void pod(PodObject pod, List<Moment> moments) {
    if (pod.started() != null) {
      moments.add(
          Moment.once(
              pod.started(),
              Moment.Lane.CHANGE,
              Severity.INFO,
              pod.object(),
              "pod came to the node",
              API));
    }
    for (ContainerObject container : pod.containers()) {
      String object = "container/" + pod.namespace() + "/" + pod.name() + "/" + container.name();
      ended(object, container.before(), moments);
      ended(object, container.ended(), moments);
    }
  }

  private static void ended(String object, @Nullable Ended end, List<Moment> moments) {
    if (end != null && end.finished() != null) {
      moments.add(
          Moment.once(
              end.finished(),
              Moment.Lane.CONTAINER,
              end.exitCode() == 0 ? Severity.INFO : Severity.WARNING,
              object,
              "ended: " + end.reason() + ", exit code " + end.exitCode(),
              API));
    }
  }
}
