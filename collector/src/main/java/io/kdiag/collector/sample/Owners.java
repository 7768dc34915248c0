package io.kdiag.collector.sample;

import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.kubernetes.PodFacts;
import io.kdiag.host.HostRoot;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds whose the cgroups are by the names of the containers' log files, with no call to anybody;
 * the images come from what an API server has told. The names are listed again when a cgroup of a
 * pod appears, and every sixth time for those whose log file came later than their cgroup. For one
 * thread.
 */
final class Owners {
  private static final int TICKS_BETWEEN_LISTINGS = 6;

  private final HostRoot root;
  private Map<String, OwnedCgroup> known = Map.of();
  private Map<String, ContainerLog> byContainer = Map.of();
  private Map<String, ContainerLog> byPod = Map.of();
  private List<ContainerLog> logs = List.of();
  private ClusterFacts cluster = ClusterFacts.UNKNOWN;
  private int ticksSinceListing = TICKS_BETWEEN_LISTINGS;

  Owners(HostRoot root) {
    this.root = root;
  }

  List<OwnedCgroup> of(List<CgroupUsage> usages, ClusterFacts facts) {
    boolean told = facts.version() != cluster.version();
    cluster = facts;
    boolean listed = ++ticksSinceListing > TICKS_BETWEEN_LISTINGS || hasNew(usages);
    if (listed) {
      list();
    }
    Map<String, OwnedCgroup> next = HashMap.newHashMap(usages.size());
    List<OwnedCgroup> owned = new ArrayList<>(usages.size());
    for (CgroupUsage usage : usages) {
      OwnedCgroup each = owned(usage, listed || told);
      next.put(usage.id().path(), each);
      owned.add(each);
    }
    known = next;
    return List.copyOf(owned);
  }

  private boolean hasNew(List<CgroupUsage> usages) {
    for (CgroupUsage usage : usages) {
      if (usage.id().podUid() != null && !known.containsKey(usage.id().path())) {
        return true;
      }
    }
    return false;
  }

  private OwnedCgroup owned(CgroupUsage usage, boolean again) {
    OwnedCgroup before = known.get(usage.id().path());
    if (before == null) {
      return OwnedCgroup.of(usage, owner(usage.id()));
    }
    if (again) {
      Owner owner = owner(usage.id());
      if (!owner.pod().isEmpty() && !owner.equals(before.owner())) {
        return OwnedCgroup.of(usage, owner);
      }
    }
    return OwnedCgroup.of(usage, before);
  }

  private Owner owner(CgroupId id) {
    String uid = id.podUid();
    String container = id.containerId();
    if (uid == null && container == null) {
      return Owner.NOBODY;
    }
    String name = container == null ? "" : container;
    ContainerLog log = byContainer.get(name);
    ContainerLog pod = log == null ? byPod.get(uid == null ? "" : uid) : log;
    if (pod == null) {
      return new Owner("", "", uid == null ? "" : uid, "", name, "");
    }
    String own = log == null ? "" : log.container();
    return new Owner(pod.namespace(), pod.pod(), pod.podUid(), own, name, image(pod.podUid(), own));
  }

  private String image(String podUid, String container) {
    PodFacts pod = container.isEmpty() ? null : cluster.pods().get(podUid);
    return pod == null ? "" : pod.container(container).image();
  }

  /** The containers' logs, as they were listed last. */
  List<ContainerLog> logs() {
    return logs;
  }

  private void list() {
    ticksSinceListing = 0;
    Map<String, ContainerLog> containers = new HashMap<>();
    Map<String, ContainerLog> pods = new HashMap<>();
    logs = ContainerLogs.list(root).optional().orElse(List.of());
    for (ContainerLog log : logs) {
      pods.put(log.podUid(), log);
      if (log.containerId() != null) {
        containers.put(log.containerId(), log);
      }
    }
    byContainer = containers;
    byPod = pods;
  }
}
