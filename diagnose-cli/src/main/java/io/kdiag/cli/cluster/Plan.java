package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Claim;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked for a question: first what can be named without knowing anything, then what the
 * first answers point to.
 */
final class Plan {
  private static final int MOST_NODES = 20;
  private static final int MOST_EVENTS_OF = 10;
  private static final int MOST_REFERENCES = 40;
  private static final int SIBLINGS = 20;

  /**
   * Of a namespace; ConfigMaps and Secrets are asked for one by one, as their values come along.
   */
  private static final Set<Kind> IN_A_NAMESPACE =
      EnumSet.of(
          Kind.POD,
          Kind.EVENT,
          Kind.DEPLOYMENT,
          Kind.REPLICA_SET,
          Kind.STATEFUL_SET,
          Kind.DAEMON_SET,
          Kind.JOB,
          Kind.CRON_JOB,
          Kind.AUTOSCALER,
          Kind.DISRUPTION_BUDGET,
          Kind.SERVICE,
          Kind.ENDPOINTS,
          Kind.INGRESS,
          Kind.NETWORK_POLICY,
          Kind.CLAIM,
          Kind.RESOURCE_QUOTA,
          Kind.LIMIT_RANGE,
          Kind.SERVICE_ACCOUNT);

  /** Of the cluster, and few. */
  private static final Set<Kind> OF_THE_CLUSTER =
      EnumSet.of(
          Kind.STORAGE_CLASS,
          Kind.PRIORITY_CLASS,
          Kind.INGRESS_CLASS,
          Kind.RUNTIME_CLASS,
          Kind.VALIDATING_WEBHOOKS,
          Kind.MUTATING_WEBHOOKS,
          Kind.API_SERVICE);

  /** Of the cluster, and as many as it is large. */
  private static final Set<Kind> GROWING =
      EnumSet.of(
          Kind.NODE,
          Kind.VOLUME,
          Kind.VOLUME_ATTACHMENT,
          Kind.NAMESPACE,
          Kind.CERTIFICATE_REQUEST,
          Kind.COMPONENT_STATUS);

  private Plan() {}

  static List<Query> first(Subject subject) {
    Kind kind = subject.kind();
    if (kind == null) {
      return ofCluster();
    }
    return kind == Kind.NODE ? ofNode(subject.name()) : ofNamespace(subject.namespace());
  }

  private static List<Query> ofNode(String name) {
    return List.of(
        Query.podsOn(name),
        Query.eventsAbout(Kind.NODE, "", name),
        Query.one(Kind.LEASE, "kube-node-lease", name));
  }

  private static List<Query> ofNamespace(String namespace) {
    List<Query> queries = new ArrayList<>();
    queries.add(Query.one(Kind.NAMESPACE, "", namespace));
    IN_A_NAMESPACE.forEach(kind -> queries.add(Query.all(kind, namespace)));
    OF_THE_CLUSTER.forEach(kind -> queries.add(Query.all(kind, "")));
    queries.add(Query.one(Kind.LEASE, "kube-system", "kube-scheduler"));
    queries.add(Query.one(Kind.LEASE, "kube-system", "kube-controller-manager"));
    queries.add(Query.one(Kind.SERVICE, "kube-system", "kube-dns"));
    queries.add(Query.one(Kind.ENDPOINTS, "kube-system", "kube-dns"));
    queries.add(Query.labelled(Kind.POD, "kube-system", "k8s-app", "kube-dns"));
    return queries;
  }

  private static List<Query> ofCluster() {
    List<Query> queries = new ArrayList<>();
    GROWING.forEach(kind -> queries.add(Query.all(kind, "")));
    for (Kind kind : IN_A_NAMESPACE) {
      queries.add(kind == Kind.EVENT ? Query.warnings("") : Query.all(kind, ""));
    }
    OF_THE_CLUSTER.forEach(kind -> queries.add(Query.all(kind, "")));
    queries.add(Query.all(Kind.LEASE, "kube-node-lease"));
    queries.add(Query.all(Kind.LEASE, "kube-system"));
    return queries;
  }

  static List<Query> second(Subject subject, KubeObjects objects) {
    Set<Query> queries = new LinkedHashSet<>();
    List<Pod> troubled = objects.pods().stream().filter(Plan::isTroubled).toList();
    queries.addAll(references(objects, troubled));
    if (subject.kind() == Kind.NODE) {
      troubled.stream()
          .limit(MOST_EVENTS_OF)
          .forEach(pod -> queries.add(Query.eventsAbout(Kind.POD, pod.namespace(), pod.name())));
      if (objects.nodes().stream().anyMatch(Plan::isTroubled)) {
        queries.add(Query.some(Kind.NODE, SIBLINGS));
      }
    } else if (subject.kind() != null) {
      queries.addAll(nodes(objects));
      queries.addAll(volumes(objects));
    }
    return List.copyOf(queries);
  }

  /** Whether something is not, or lately was not, as it should be. */
  static boolean isTroubled(Pod pod) {
    return !pod.phase().equals("Succeeded")
        && (!pod.ready()
            || pod.terminating()
            || pod.containers().stream().anyMatch(c -> c.restarts() > 0));
  }

  /** Whether it is worth comparing with others: some condition is not as of a node that is well. */
  private static boolean isTroubled(Node node) {
    return node.conditions().stream()
        .anyMatch(each -> each.holds() != each.type().endsWith("Ready"));
  }

  private static List<Query> references(KubeObjects objects, List<Pod> troubled) {
    Set<Query> queries = new LinkedHashSet<>();
    for (Pod pod : troubled) {
      for (References.Named named : References.of(pod.spec())) {
        if (queries.size() < MOST_REFERENCES && !objects.complete(named.kind(), pod.namespace())) {
          queries.add(Query.one(named.kind(), pod.namespace(), named.name()));
        }
      }
    }
    return List.copyOf(queries);
  }

  private static List<Query> nodes(KubeObjects objects) {
    Set<Query> queries = new LinkedHashSet<>();
    for (Pod pod : objects.pods()) {
      if (pod.node().isEmpty() && !pod.finished()) {
        queries.add(Query.all(Kind.NODE, ""));
        if (countsPods(pod)) {
          queries.add(Query.all(Kind.POD, ""));
        }
      } else if (queries.size() < MOST_NODES && !pod.node().isEmpty()) {
        queries.add(Query.one(Kind.NODE, "", pod.node()));
        queries.add(Query.eventsAbout(Kind.NODE, "", pod.node()));
      }
    }
    return List.copyOf(queries);
  }

  /** Whether the scheduler speaks of what other pods, of whatever namespace, take away. */
  private static boolean countsPods(Pod pod) {
    Condition scheduled = pod.condition("PodScheduled");
    String said = scheduled == null ? "" : scheduled.message();
    return said.contains("Insufficient")
        || said.contains("Too many pods")
        || said.contains("ports")
        || said.contains("affinity")
        || said.contains("topology spread");
  }

  private static List<Query> volumes(KubeObjects objects) {
    Set<Query> queries = new LinkedHashSet<>();
    for (Claim claim : objects.all(Kind.CLAIM, Claim.class)) {
      if (claim.status().phase().equals("Bound")) {
        queries.add(Query.one(Kind.VOLUME, "", claim.spec().volumeName()));
      } else {
        queries.add(Query.all(Kind.VOLUME, ""));
      }
    }
    if (!queries.isEmpty()) {
      queries.add(Query.all(Kind.VOLUME_ATTACHMENT, ""));
    }
    return queries.stream().limit(MOST_REFERENCES).toList();
  }
}
