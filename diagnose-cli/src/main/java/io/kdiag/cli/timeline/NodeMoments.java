package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moments of the objects of a cluster. */
final class NodeMoments {
  private static final String API = "API server";

  private NodeMoments() {}

  static void add(ClusterEvidence cluster, List<Moment> moments) {
    for (Node node : cluster.objects().nodes()) {
      node.conditions().forEach(condition -> condition(node, condition, moments));
    }
    for (Event event : cluster.objects().events()) {
      event(event, moments);
    }
    for (Pod pod : cluster.pods()) {
      pod(pod, moments);
    }
    Words.add(cluster.logs(), moments);
  }

  private static void condition(Node node, Condition condition, List<Moment> moments) {
    if (condition.transition() != null) {
      moments.add(
          Moment.once(
              condition.transition(),
              Moment.Lane.CONDITION,
              isBad(condition) ? Severity.WARNING : Severity.INFO,
              node.object(),
              condition.type() + " became " + condition.status() + ": " + words(condition),
              API));
    }
  }

  private static boolean isBad(Condition condition) {
    boolean goodWhenTrue = condition.type().endsWith("Ready");
    return !condition.status().equals(goodWhenTrue ? "True" : "False");
  }

  private static String words(Condition condition) {
    return condition.message().isEmpty() ? condition.reason() : condition.message();
  }

  private static void event(Event event, List<Moment> moments) {
    if (event.last() != null) {
      moments.add(
          new Moment(
              event.last(),
              event.last(),
              event.times(),
              Moment.Lane.EVENT,
              event.warning() ? Severity.WARNING : Severity.INFO,
              event.about(),
              event.reason() + ": " + event.message(),
              API));
    }
  }

  private static void pod(Pod pod, List<Moment> moments) {
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
    for (ContainerRun container : pod.containers()) {
      String object = container.object();
      ended(object, container.before(), moments);
      ended(object, container.ended(), moments);
    }
  }

  private static void ended(String object, @Nullable Terminated end, List<Moment> moments) {
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
