package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The objects whose moments belong into a subject's time line: itself, its pods, what made them,
 * the nodes they are on, the services that reach them, and the configuration in its namespace.
 */
public final class Around implements Predicate<String> {
  private static final Set<String> CONFIGURATION =
      Set.of(
          "configmap",
          "secret",
          "networkpolicy",
          "resourcequota",
          "limitrange",
          "namespace",
          "validatingwebhookconfiguration",
          "mutatingwebhookconfiguration");

  private final Set<String> objects = new HashSet<>();
  private final boolean all;

  private Around(boolean all) {
    this.all = all;
  }

  public static Around subjectOf(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    Subject subject = cluster == null ? Subject.cluster() : cluster.subject();
    KubeObject object = cluster == null ? null : cluster.objects().find(subject.object());
    if (cluster == null || object == null || subject.kind() == Kind.NODE) {
      return new Around(true);
    }
    Around around = new Around(false);
    around.objects.add(subject.object());
    for (Pod pod : pods(cluster.objects(), object)) {
      around.pod(cluster.objects(), pod);
    }
    return around;
  }

  private static List<Pod> pods(KubeObjects objects, KubeObject object) {
    return switch (object) {
      case Pod pod -> List.of(pod);
      case Service service -> objects.podsOf(service);
      default -> objects.podsOf(object);
    };
  }

  private void pod(KubeObjects all, Pod pod) {
    objects.add(pod.object());
    objects.add(Kind.NODE.object("", pod.node()));
    List<KubeObject> makers = new ArrayList<>();
    for (KubeObject maker = all.ownerOf(pod);
        maker != null && makers.size() < 5;
        maker = all.ownerOf(maker)) {
      makers.add(maker);
      objects.add(maker.object());
    }
    for (Service service : all.services()) {
      if (service.namespace().equals(pod.namespace()) && service.selects(pod)) {
        objects.add(service.object());
      }
    }
  }

  @Override
  public boolean test(String object) {
    if (all || objects.contains(object)) {
      return true;
    }
    if (object.startsWith("container/")) {
      String pod = object.substring("container/".length(), object.lastIndexOf('/'));
      return objects.contains("pod/" + pod);
    }
    return CONFIGURATION.contains(object.substring(0, Math.max(0, object.indexOf('/'))));
  }
}
