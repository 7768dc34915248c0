package io.kdiag.collector.sample;

import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.containerlog.ContainerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts kills and restarts of containers beyond the life of their cgroups. A kill is told by up to
 * three: the cgroup's own counter, the kernel's log, the API server; each run of a container has
 * the highest of what they say, and a container the sum over its runs. What nothing was heard of
 * for an hour is forgotten, as is the oldest beyond {@value #MOST}. For one thread.
 */
final class History {
  private static final int MOST = 4_096;
  private static final Duration KEPT = Duration.ofHours(1);

  /** One run of a container, by the runtime's id. */
  private static final class Run {
    private Owner owner = Owner.NOBODY;
    private @Nullable Labels labels;
    private long inCgroup;
    private long inLog;
    private long inApi;
    private long counted;
    private Instant seen = Instant.EPOCH;
  }

  /** A container by name. */
  private static final class Name {
    private final Labels labels;
    private long kills;
    private long restarts;
    private Instant seen = Instant.EPOCH;

    Name(Labels labels) {
      this.labels = labels;
    }
  }

  private record Key(String namespace, String pod, String container) {}

  private final Map<String, Run> runs = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Key, Name> names = new LinkedHashMap<>(64, 0.75f, true);
  private Set<String> present = Set.of();

  /** Takes in what one tick saw. */
  void tick(
      Instant now,
      List<OwnedCgroup> cgroups,
      List<CgroupId> killed,
      Collection<ContainerLog> logs,
      ClusterFacts cluster) {
    cgroups(now, cgroups);
    log(now, killed, logs);
    api(now, cluster);
    for (Run run : runs.values()) {
      count(now, run);
    }
    for (ContainerLog log : logs) {
      Name name = name(now, log.namespace(), log.pod(), log.container());
      name.restarts = log.restarts();
    }
    forget(now);
  }

  private void cgroups(Instant now, List<OwnedCgroup> cgroups) {
    Set<String> next = HashSet.newHashSet(cgroups.size());
    for (OwnedCgroup each : cgroups) {
      String id = each.usage().id().containerId();
      if (id == null) {
        continue;
      }
      next.add(id);
      if (each.usage().memory() instanceof Reading.Present<CgroupUsage.Memory>(var memory)
          && memory.oomKills() != null
          && (memory.oomKills() > 0 || runs.containsKey(id))) {
        Run run = run(now, id);
        run.inCgroup = Math.max(run.inCgroup, memory.oomKills());
      }
      Run run = runs.get(id);
      if (run != null) {
        run.owner = each.owner();
        run.labels = each.labels();
      }
    }
    present = next;
  }

  private void log(Instant now, List<CgroupId> killed, Collection<ContainerLog> logs) {
    for (CgroupId each : killed) {
      String id = each.containerId();
      if (id == null) {
        continue;
      }
      Run run = run(now, id);
      run.inLog++;
      if (run.owner.pod().isEmpty()) {
        run.owner = owner(each, id, logs);
      }
      if (run.labels == null) {
        run.labels =
            OwnedCgroup.of(
                    new CgroupUsage(
                        each,
                        Reading.absent(""),
                        Reading.absent(""),
                        Reading.absent(""),
                        Reading.absent(""),
                        Reading.absent(""),
                        Reading.absent("")),
                    run.owner)
                .labels();
      }
    }
  }

  private static Owner owner(CgroupId cgroup, String id, Collection<ContainerLog> logs) {
    Owner pod = Owner.NOBODY;
    for (ContainerLog log : logs) {
      if (id.equals(log.containerId())) {
        return new Owner(log.namespace(), log.pod(), log.podUid(), log.container(), id, "");
      }
      if (log.podUid().equals(cgroup.podUid())) {
        pod = new Owner(log.namespace(), log.pod(), log.podUid(), "", id, "");
      }
    }
    return pod;
  }

  private void api(Instant now, ClusterFacts cluster) {
    cluster
        .pods()
        .values()
        .forEach(
            pod ->
                pod.containers()
                    .forEach(
                        (container, facts) ->
                            facts
                                .oomKilled()
                                .forEach(
                                    id -> {
                                      Run run = run(now, id);
                                      run.inApi = 1;
                                      if (run.owner.container().isEmpty()) {
                                        run.owner =
                                            new Owner(
                                                pod.namespace(),
                                                pod.name(),
                                                pod.cgroupUid(),
                                                container,
                                                id,
                                                facts.image());
                                      }
                                    })));
  }

  private void count(Instant now, Run run) {
    long kills = Math.max(run.inCgroup, Math.max(run.inLog, run.inApi));
    if (kills > run.counted && !run.owner.pod().isEmpty()) {
      Owner owner = run.owner;
      name(now, owner.namespace(), owner.pod(), owner.container()).kills += kills - run.counted;
      run.counted = kills;
    }
  }

  private Run run(Instant now, String id) {
    Run run = runs.computeIfAbsent(id, any -> new Run());
    run.seen = now;
    return run;
  }

  private Name name(Instant now, String namespace, String pod, String container) {
    Name name =
        names.computeIfAbsent(
            new Key(namespace, pod, container),
            key -> new Name(Labels.of("container", container, "namespace", namespace, "pod", pod)));
    name.seen = now;
    return name;
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(KEPT);
    runs.values().removeIf(run -> run.seen.isBefore(oldest) && !isPresent(run));
    names.values().removeIf(name -> name.seen.isBefore(oldest));
    shorten(runs);
    shorten(names);
  }

  private boolean isPresent(Run run) {
    return present.contains(run.owner.name());
  }

  private static void shorten(Map<?, ?> map) {
    var each = map.entrySet().iterator();
    for (int over = map.size() - MOST; over > 0; over--) {
      each.next();
      each.remove();
    }
  }

  /** All containers that are remembered, by name. */
  List<Lasting> lasting() {
    List<Lasting> all = new ArrayList<>(names.size());
    names.forEach(
        (key, name) ->
            all.add(
                new Lasting(
                    key.namespace(),
                    key.pod(),
                    key.container(),
                    name.labels,
                    name.kills,
                    name.restarts)));
    return List.copyOf(all);
  }

  /** The kills of runs whose cgroups have gone. */
  List<Lasting.Gone> gone() {
    List<Lasting.Gone> all = new ArrayList<>();
    runs.forEach(
        (id, run) -> {
          if (!present.contains(id) && run.labels != null && run.counted > 0) {
            all.add(new Lasting.Gone(run.labels, run.counted));
          }
        });
    return List.copyOf(all);
  }
}
