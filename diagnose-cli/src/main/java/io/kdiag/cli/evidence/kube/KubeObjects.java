package io.kdiag.cli.evidence.kube;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects that were read, each once, by kind, namespace and name; and what was asked for.
 * Immutable, its indexes are made when first needed: a look-up costs the same in a cluster of
 * 30,000 pods.
 */
public final class KubeObjects {
  private final Map<Kind, List<KubeObject>> byKind;
  private final List<Listing> listings;

  // Made from the above when first asked for; two threads may both make one, alike.
  private volatile @Nullable Map<String, KubeObject> byObject;
  private volatile @Nullable Map<String, List<Event>> eventsByObject;
  private volatile @Nullable Map<String, List<Pod>> podsByNode;
  private volatile @Nullable Map<String, List<Pod>> podsByOwner;
  private volatile @Nullable Map<String, List<Pod>> podsByNamespace;
  private volatile @Nullable List<Pod> unwellPods;

  private KubeObjects(Map<Kind, List<KubeObject>> byKind, List<Listing> listings) {
    this.byKind = byKind;
    this.listings = listings;
  }

  public static KubeObjects none() {
    return new KubeObjects(Map.of(), List.of());
  }

  public static KubeObjects of(Iterable<? extends KubeObject> objects, List<Listing> listings) {
    Map<String, KubeObject> once = new HashMap<>();
    for (KubeObject object : objects) {
      once.put(object.object(), object);
    }
    Map<Kind, List<KubeObject>> byKind = new EnumMap<>(Kind.class);
    for (KubeObject object : once.values()) {
      byKind.computeIfAbsent(object.kind(), _ -> new ArrayList<>()).add(object);
    }
    byKind.replaceAll((_, list) -> sorted(list));
    return new KubeObjects(
        Collections.unmodifiableMap(byKind), List.copyOf(new LinkedHashSet<>(listings)));
  }

  private static List<KubeObject> sorted(List<KubeObject> list) {
    list.sort(
        (a, b) -> {
          int first = a.namespace().compareTo(b.namespace());
          return first != 0 ? first : a.name().compareTo(b.name());
        });
    return List.copyOf(list);
  }

  /** All of them, by kind in alphabetical order; for writing them. */
  public Map<Kind, List<KubeObject>> byKind() {
    return byKind;
  }

  public List<Listing> listings() {
    return listings;
  }

  /** Those of {@code type}, which is {@code kind}'s. */
  public <T extends KubeObject> List<T> all(Kind kind, Class<T> type) {
    List<KubeObject> list = byKind.getOrDefault(kind, List.of());
    if (kind.type() != type) {
      throw new IllegalArgumentException(kind + " is no " + type);
    }
    @SuppressWarnings("unchecked") // an object is filed under its own kind, whose type this is
    List<T> typed = (List<T>) list;
    return typed;
  }

  /**
   * Whether all objects of {@code kind} in {@code namespace} are known, so that one which is not
   * here does not exist. A namespace of "" asks for the whole cluster.
   */
  public boolean complete(Kind kind, String namespace) {
    return listings.stream().anyMatch(listing -> listing.tellsAll(kind, namespace));
  }

  /** Whether it is certain that there is no such object: it was asked for and is not here. */
  public boolean absent(Kind kind, String namespace, String name) {
    return find(kind, namespace, name) == null
        && listings.stream().anyMatch(listing -> listing.tellsOne(kind, namespace, name));
  }

  /** Null where it is not here; see {@link #absent} for whether that means anything. */
  public @Nullable KubeObject find(Kind kind, String namespace, String name) {
    return find(kind.object(namespace, name));
  }

  /** By what findings call it: {@code pod/shop/cart-0}. */
  public @Nullable KubeObject find(String object) {
    Map<String, KubeObject> index = byObject;
    if (index == null) {
      index = new HashMap<>();
      for (List<KubeObject> list : byKind.values()) {
        for (KubeObject each : list) {
          index.put(each.object(), each);
        }
      }
      byObject = index;
    }
    return index.get(object);
  }

  public @Nullable Node node(String name) {
    return (Node) find(Kind.NODE, "", name);
  }

  public @Nullable Pod pod(String namespace, String name) {
    return (Pod) find(Kind.POD, namespace, name);
  }

  public @Nullable Service service(String namespace, String name) {
    return (Service) find(Kind.SERVICE, namespace, name);
  }

  public List<Node> nodes() {
    return all(Kind.NODE, Node.class);
  }

  public List<Pod> pods() {
    return all(Kind.POD, Pod.class);
  }

  /** The few pods of which something is not, or was not at all times, as it should be. */
  public List<Pod> unwellPods() {
    List<Pod> unwell = unwellPods;
    if (unwell == null) {
      unwell = pods().stream().filter(Pod::unwell).toList();
      unwellPods = unwell;
    }
    return unwell;
  }

  public List<Service> services() {
    return all(Kind.SERVICE, Service.class);
  }

  public List<Event> events() {
    return all(Kind.EVENT, Event.class);
  }

  /** Deployments, ReplicaSets, StatefulSets, DaemonSets and Jobs. */
  public List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    workloads.addAll(all(Kind.DEPLOYMENT, Deployment.class));
    workloads.addAll(all(Kind.REPLICA_SET, ReplicaSet.class));
    workloads.addAll(all(Kind.STATEFUL_SET, StatefulSet.class));
    workloads.addAll(all(Kind.DAEMON_SET, DaemonSet.class));
    workloads.addAll(all(Kind.JOB, Job.class));
    return List.copyOf(workloads);
  }

  /** The events about {@code object} ({@code pod/shop/cart-0}), the newest first. */
  public List<Event> events(String object) {
    Map<String, List<Event>> index = eventsByObject;
    if (index == null) {
      List<Event> newest = new ArrayList<>(events());
      newest.sort(Event.NEWEST_FIRST);
      index = grouped(newest, Event::about);
      eventsByObject = index;
    }
    return index.getOrDefault(object, List.of());
  }

  /** Those of them that tell of trouble. */
  public List<Event> warnings(String object) {
    return events(object).stream().filter(Event::warning).toList();
  }

  public List<Pod> podsOn(String node) {
    Map<String, List<Pod>> index = podsByNode;
    if (index == null) {
      index = grouped(pods(), Pod::node);
      podsByNode = index;
    }
    return index.getOrDefault(node, List.of());
  }

  public List<Pod> podsIn(String namespace) {
    Map<String, List<Pod>> index = podsByNamespace;
    if (index == null) {
      index = grouped(pods(), Pod::namespace);
      podsByNamespace = index;
    }
    return index.getOrDefault(namespace, List.of());
  }

  /** The pods that a service's selector takes. */
  public List<Pod> podsOf(Service service) {
    return podsIn(service.namespace()).stream().filter(service::selects).toList();
  }

  /** The pods of a workload: those that it, or a ReplicaSet or Job of its, made. */
  public List<Pod> podsOf(KubeObject owner) {
    List<Pod> pods = new ArrayList<>(madeBy(owner));
    Kind between =
        switch (owner.kind()) {
          case DEPLOYMENT -> Kind.REPLICA_SET;
          case CRON_JOB -> Kind.JOB;
          default -> null;
        };
    if (between != null) {
      for (KubeObject each : byKind.getOrDefault(between, List.of())) {
        if (owner.equals(ownerOf(each))) {
          pods.addAll(madeBy(each));
        }
      }
    }
    return List.copyOf(pods);
  }

  private List<Pod> madeBy(KubeObject owner) {
    Map<String, List<Pod>> index = podsByOwner;
    if (index == null) {
      index = grouped(pods(), KubeObjects::ownerKey);
      podsByOwner = index;
    }
    return index.getOrDefault(owner.object(), List.of());
  }

  private static String ownerKey(KubeObject object) {
    Meta.OwnerReference owner = object.metadata().controller();
    return owner == null ? "" : Kind.object(owner.kind(), object.namespace(), owner.name());
  }

  /** What made {@code object}; null where nothing did or it was not read. */
  public @Nullable KubeObject ownerOf(KubeObject object) {
    return find(ownerKey(object));
  }

  /** What made what made it, to the last: a pod's Deployment, not its ReplicaSet. */
  public KubeObject topOwnerOf(KubeObject object) {
    KubeObject top = object;
    Set<String> seen = new LinkedHashSet<>();
    for (KubeObject next = object; next != null && seen.add(next.object()); next = ownerOf(next)) {
      top = next;
    }
    return top;
  }

  private static <T> Map<String, List<T>> grouped(List<T> list, Function<T, String> key) {
    Map<String, List<T>> groups = new HashMap<>();
    for (T each : list) {
      groups.computeIfAbsent(key.apply(each), _ -> new ArrayList<>()).add(each);
    }
    groups.replaceAll((_, group) -> List.copyOf(group));
    return groups;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KubeObjects that
        && byKind.equals(that.byKind)
        && listings.equals(that.listings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(byKind, listings);
  }

  @Override
  public String toString() {
    return byKind.values().stream().mapToInt(List::size).sum() + " objects";
  }
}
