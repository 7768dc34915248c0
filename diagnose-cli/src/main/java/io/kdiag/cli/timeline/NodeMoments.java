package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.ReplicaSet;
import io.kdiag.cli.evidence.kube.Workload;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moments that the cluster's objects tell of. */
final class NodeMoments {
  private static final String API = "API server";

  private final List<Moment> moments;

  private NodeMoments(List<Moment> moments) {
    this.moments = moments;
  }

  static void add(ClusterEvidence cluster, List<Moment> moments) {
    NodeMoments of = new NodeMoments(moments);
    KubeObjects objects = cluster.objects();
    for (List<KubeObject> kind : objects.byKind().values()) {
      kind.forEach(of::object);
    }
    Words.add(cluster.logs(), moments);
  }

  private void object(KubeObject object) {
    switch (object) {
      case Event event -> event(event);
      case Pod pod -> pod(pod);
      case Node node -> node(node);
      case ReplicaSet set -> revision(set);
      case Workload workload -> {
        change(workload.metadata().creationTimestamp(), workload.object(), "was created");
        conditions(workload.object(), workload.conditions());
      }
      default -> {
        if (isConfiguration(object.kind())) {
          change(object.metadata().creationTimestamp(), object.object(), "was created");
        }
      }
    }
  }

  private static boolean isConfiguration(Kind kind) {
    return kind == Kind.CONFIG_MAP
        || kind == Kind.SECRET
        || kind == Kind.SERVICE
        || kind == Kind.NETWORK_POLICY
        || kind == Kind.RESOURCE_QUOTA
        || kind == Kind.LIMIT_RANGE
        || kind == Kind.INGRESS
        || kind == Kind.VALIDATING_WEBHOOKS
        || kind == Kind.MUTATING_WEBHOOKS;
  }

  private void change(@Nullable Instant time, String object, String text) {
    if (time != null) {
      moments.add(Moment.once(time, Moment.Lane.CHANGE, Severity.INFO, object, text, API));
    }
  }

  private void node(Node node) {
    change(node.metadata().creationTimestamp(), node.object(), "joined the cluster");
    for (Node.Taint taint : node.spec().taints()) {
      change(taint.timeAdded(), node.object(), "taint " + taint.text() + " was set");
    }
    conditions(node.object(), node.conditions());
  }

  private void conditions(String object, List<Condition> conditions) {
    for (Condition condition : conditions) {
      if (condition.transition() != null) {
        moments.add(
            Moment.once(
                condition.transition(),
                Moment.Lane.CONDITION,
                isBad(condition) ? Severity.WARNING : Severity.INFO,
                object,
                condition.text().replaceFirst(" is ", " became "),
                API));
      }
    }
  }

  private static boolean isBad(Condition condition) {
    String type = condition.type();
    boolean goodWhenTrue =
        type.endsWith("Ready")
            || type.equals("Available")
            || type.equals("Progressing")
            || type.equals("Complete")
            || type.equals("PodScheduled")
            || type.equals("Initialized");
    return !condition.status().equals(goodWhenTrue ? "True" : "False");
  }

  private void event(Event event) {
    Instant last = event.last();
    Instant first = event.first();
    if (last != null) {
      moments.add(
          new Moment(
              first == null || first.isAfter(last) ? last : first,
              last,
              event.times(),
              Moment.Lane.EVENT,
              event.warning() ? Severity.WARNING : Severity.INFO,
              event.about(),
              event.reason() + ": " + event.message(),
              event.reporter().isEmpty() ? API : event.reporter()));
    }
  }

  /** One revision of a Deployment; its images are what mostly differs. */
  private void revision(ReplicaSet set) {
    if (set.revision() > 0) {
      List<String> images =
          set.template().spec().containers().stream().map(c -> c.image()).toList();
      var owner = set.metadata().controller();
      change(
          set.metadata().creationTimestamp(),
          owner == null ? set.object() : Kind.DEPLOYMENT.object(set.namespace(), owner.name()),
          "revision " + set.revision() + ": " + String.join(", ", images));
    }
  }

  private void pod(Pod pod) {
    change(pod.created(), pod.object(), "was created");
    change(pod.metadata().deletionTimestamp(), pod.object(), "was to be deleted by then");
    for (Condition condition : pod.status().conditions()) {
      if (!condition.holds()) {
        conditions(pod.object(), List.of(condition));
      }
    }
    for (ContainerRun container : pod.containers()) {
      var running = container.status().state().running();
      if (running != null && running.startedAt() != null) {
        container(running.startedAt(), Severity.INFO, container.object(), "a run began");
      }
      ended(container, container.before());
      ended(container, container.ended());
    }
  }

  private void ended(ContainerRun container, @Nullable Terminated end) {
    if (end != null && end.finished() != null) {
      container(
          end.finished(),
          end.exitCode() == 0 ? Severity.INFO : Severity.WARNING,
          container.object(),
          "ended: " + end.reason() + ", exit code " + end.exitCode());
    }
  }

  private void container(Instant time, Severity severity, String object, String text) {
    moments.add(Moment.once(time, Moment.Lane.CONTAINER, severity, object, text, API));
  }
}
