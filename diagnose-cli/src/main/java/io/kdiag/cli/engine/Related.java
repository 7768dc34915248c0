package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Autoscaler;
import io.kdiag.cli.evidence.kube.Claim;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.DisruptionBudget;
import io.kdiag.cli.evidence.kube.EnvVar;
import io.kdiag.cli.evidence.kube.Ingress;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.NetworkPolicy;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.ServiceAddress;
import io.kdiag.cli.evidence.kube.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which findings an answer about one object tells of: those about it, about what it is made of,
 * depends on or is reached by, and those about what all depend on. The others are there, but were
 * not asked about.
 */
final class Related {
  private static final String KUBE_SYSTEM = "/kube-system/";

  private final KubeObjects objects;
  private final Set<String> related = new HashSet<>();

  /** The subject itself, and its pods. */
  private final Set<String> close = new HashSet<>();

  private final boolean all;

  /** Of a node all that was read is its own, but for other nodes, which it is compared with. */
  private final @Nullable String onlyNode;

  private Related(KubeObjects objects, boolean all, @Nullable String onlyNode) {
    this.objects = objects;
    this.all = all;
    this.onlyNode = onlyNode;
  }

  static Related to(@Nullable ClusterEvidence cluster) {
    if (cluster == null) {
      return new Related(KubeObjects.none(), true, null);
    }
    Subject subject = cluster.subject();
    boolean all = subject.kind() == null || subject.kind() == Kind.NODE;
    String onlyNode = subject.kind() == Kind.NODE ? subject.object() : null;
    Related related = new Related(cluster.objects(), all, onlyNode);
    if (subject.kind() != null) {
      related.close.add(subject.object());
    }
    KubeObject object = cluster.objects().find(subject.object());
    if (object != null && !all) {
      related.subject(object);
    }
    return related;
  }

  /**
   * Whether {@code finding} is worth telling: what is related, and what the subject suffers from.
   */
  boolean tells(Finding finding) {
    if (onlyNode != null && finding.object().startsWith("node/")) {
      return finding.object().equals(onlyNode);
    }
    return all || isRelated(pod(finding.object())) || isClose(finding);
  }

  /** Whether it is about the subject itself, or explains something that is. */
  boolean isClose(Finding finding) {
    return close.contains(pod(finding.object()))
        || finding.symptoms().stream().anyMatch(this::isClose);
  }

  private boolean isRelated(String object) {
    int first = object.indexOf('/');
    boolean ofTheCluster = object.indexOf('/', first + 1) < 0;
    boolean nodeOrVolume = object.startsWith("node/") || object.startsWith("persistentvolume/");
    return related.contains(object)
        || (ofTheCluster && !nodeOrVolume && !object.startsWith("namespace/"))
        || object.contains(KUBE_SYSTEM);
  }

  /** {@code container/shop/cart-0/app} is of {@code pod/shop/cart-0}. */
  private static String pod(String object) {
    return object.startsWith("container/")
        ? "pod/" + object.substring("container/".length(), object.lastIndexOf('/'))
        : object;
  }

  private void add(String object) {
    related.add(object);
  }

  private void subject(KubeObject subject) {
    add(subject.object());
    List<Pod> pods =
        switch (subject) {
          case Pod pod -> List.of(pod);
          case Service service -> objects.podsOf(service);
          default -> objects.podsOf(subject);
        };
    pods.forEach(
        pod -> {
          close.add(pod.object());
          pod(pod, true);
        });
    if (subject instanceof Service service) {
      reachedBy(service);
    } else {
      owners(subject);
      madeBy(subject);
    }
    ofNamespace(subject.namespace());
  }

  /** ReplicaSets and Jobs between a workload and its pods. */
  private void madeBy(KubeObject owner) {
    for (Kind kind : List.of(Kind.REPLICA_SET, Kind.JOB)) {
      for (KubeObject each : objects.byKind().getOrDefault(kind, List.of())) {
        if (owner.equals(objects.ownerOf(each))) {
          add(each.object());
        }
      }
    }
  }

  private void owners(KubeObject object) {
    KubeObject owner = objects.ownerOf(object);
    while (owner != null && related.add(owner.object())) {
      owner = objects.ownerOf(owner);
    }
    KubeObject top = objects.topOwnerOf(object);
    for (Autoscaler each : objects.all(Kind.AUTOSCALER, Autoscaler.class)) {
      if (each.namespace().equals(top.namespace())
          && each.spec().scaleTargetRef().kind().equals(top.kind().kindName())
          && each.spec().scaleTargetRef().name().equals(top.name())) {
        add(each.object());
      }
    }
  }

  /** {@code outwards}: also what it calls. */
  private void pod(Pod pod, boolean outwards) {
    add(pod.object());
    if (pod.node().isEmpty()) {
      objects.nodes().forEach(node -> add(node.object()));
    } else {
      add(Kind.NODE.object("", pod.node()));
    }
    owners(pod);
    pod.spec().volumes().forEach(volume -> volume(pod, volume));
    add(Kind.SERVICE_ACCOUNT.object(pod.namespace(), pod.spec().serviceAccountName()));
    objects.services().stream().filter(service -> service.selects(pod)).forEach(this::reachedBy);
    for (NetworkPolicy policy : objects.all(Kind.NETWORK_POLICY, NetworkPolicy.class)) {
      if (policy.namespace().equals(pod.namespace())
          && policy.spec().podSelector().matches(pod.labels())) {
        add(policy.object());
      }
    }
    for (DisruptionBudget each : objects.all(Kind.DISRUPTION_BUDGET, DisruptionBudget.class)) {
      if (each.namespace().equals(pod.namespace())
          && each.spec().selector() != null
          && each.spec().selector().matches(pod.labels())) {
        add(each.object());
      }
    }
    if (outwards) {
      pod.spec().initContainers().forEach(container -> calls(pod, container));
      pod.spec().containers().forEach(container -> calls(pod, container));
    }
  }

  private void volume(Pod pod, Volume volume) {
    String namespace = pod.namespace();
    if (volume.configMap() != null) {
      add(Kind.CONFIG_MAP.object(namespace, volume.configMap().name()));
    }
    if (volume.secret() != null) {
      add(Kind.SECRET.object(namespace, volume.secret().secretName()));
    }
    if (volume.persistentVolumeClaim() != null) {
      String name = volume.persistentVolumeClaim().claimName();
      add(Kind.CLAIM.object(namespace, name));
      if (objects.find(Kind.CLAIM, namespace, name) instanceof Claim claim) {
        add(Kind.VOLUME.object("", claim.spec().volumeName()));
      }
    }
  }

  private void calls(Pod pod, Container container) {
    for (EnvVar variable : container.env()) {
      ServiceAddress address = ServiceAddress.of(variable, pod.namespace());
      Service service =
          address == null ? null : objects.service(address.namespace(), address.name());
      if (service != null) {
        reachedBy(service);
        for (Pod behind : objects.podsOf(service)) {
          if (!related.contains(behind.object())) {
            pod(behind, false);
          }
        }
      }
    }
  }

  private void reachedBy(Service service) {
    add(service.object());
    add(Kind.ENDPOINTS.object(service.namespace(), service.name()));
    for (Ingress ingress : objects.all(Kind.INGRESS, Ingress.class)) {
      if (ingress.namespace().equals(service.namespace())
          && ingress.backends().stream().anyMatch(each -> each.name().equals(service.name()))) {
        add(ingress.object());
      }
    }
  }

  private void ofNamespace(String namespace) {
    add(Kind.NAMESPACE.object("", namespace));
    for (Kind kind : List.of(Kind.RESOURCE_QUOTA, Kind.LIMIT_RANGE)) {
      for (KubeObject each : objects.byKind().getOrDefault(kind, List.of())) {
        if (each.namespace().equals(namespace)) {
          add(each.object());
        }
      }
    }
  }
}
