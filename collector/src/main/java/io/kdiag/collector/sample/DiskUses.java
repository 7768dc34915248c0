package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures what containers and pods hold on disk, one directory after the other, in each tick at
 * most {@value #MOST_ENTRIES} entries of them: what a tick does not get to, a later one does, and a
 * directory's bytes are told once all of it was walked. For one thread.
 */
final class DiskUses {
  private static final int MOST_ENTRIES = 2_000;
  private static final String LOGS = "/var/log/pods/";
  private static final String EMPTY_DIRS = "/volumes/kubernetes.io~empty-dir";

  private final HostRoot root;
  private final String kubelet;
  private final Deque<Target> turn = new ArrayDeque<>();
  private final Map<Target, Long> measured = new HashMap<>();
  private @Nullable Target current;
  private @Nullable DirectoryWalk walk;

  private enum Kind {
    LOG,
    LAYER,
    EMPTY_DIR
  }

  private record Target(
      Kind kind, String namespace, String pod, String container, Path directory) {}

  DiskUses(HostRoot root, String kubelet) {
    this.root = root;
    this.kubelet = kubelet;
  }

  /** What is known so far, by container and by pod. */
  Map<String, DiskUse> of(List<OwnedCgroup> cgroups, List<ContainerLog> logs) {
    Set<Target> targets = targets(cgroups, logs);
    measured.keySet().retainAll(targets);
    turn.retainAll(targets);
    for (Target each : targets) {
      if (!turn.contains(each) && !each.equals(current)) {
        turn.addLast(each);
      }
    }
    step();
    Map<String, DiskUse> uses = new HashMap<>();
    measured.forEach(
        (target, bytes) -> uses.merge(key(target), use(target, bytes), DiskUses::join));
    return uses;
  }

  private Set<Target> targets(List<OwnedCgroup> cgroups, List<ContainerLog> logs) {
    Set<Target> targets = new HashSet<>();
    for (ContainerLog log : logs) {
      String pod = log.namespace() + "_" + log.pod() + "_" + log.podUid();
      Path logDirectory = root.resolve(LOGS + pod + "/" + log.container());
      targets.add(new Target(Kind.LOG, log.namespace(), log.pod(), log.container(), logDirectory));
      Path volumes = root.resolve(kubelet + "/pods/" + log.podUid() + EMPTY_DIRS);
      targets.add(new Target(Kind.EMPTY_DIR, log.namespace(), log.pod(), "", volumes));
    }
    for (OwnedCgroup each : cgroups) {
      ProcessUse use = each.processes();
      if (use == null || use.firstPid() == 0 || each.owner().container().isEmpty()) {
        continue;
      }
      String layer = WritableLayer.of(root, use.firstPid());
      if (layer != null) {
        Owner owner = each.owner();
        targets.add(
            new Target(
                Kind.LAYER,
                owner.namespace(),
                owner.pod(),
                owner.container(),
                root.resolve(layer)));
      }
    }
    return targets;
  }

  private void step() {
    int left = MOST_ENTRIES;
    for (int started = 0; left > 0 && started <= turn.size(); ) {
      DirectoryWalk open = walk;
      Target target = current;
      if (open == null || target == null) {
        target = turn.pollFirst();
        if (target == null) {
          return;
        }
        started++;
        current = target;
        open = new DirectoryWalk(target.directory());
        walk = open;
      }
      left = open.step(left);
      if (open.isDone()) {
        measured.put(target, open.bytes());
        current = null;
        walk = null;
      }
    }
  }

  private static String key(Target target) {
    return target.namespace() + "/" + target.pod() + "/" + target.container();
  }

  private static DiskUse use(Target target, long bytes) {
    return new DiskUse(
        target.namespace(),
        target.pod(),
        target.container(),
        target.kind() == Kind.LOG ? bytes : null,
        target.kind() == Kind.LAYER ? bytes : null,
        target.kind() == Kind.EMPTY_DIR ? bytes : null);
  }

  private static DiskUse join(DiskUse a, DiskUse b) {
    return new DiskUse(
        a.namespace(),
        a.pod(),
        a.container(),
        either(a.logBytes(), b.logBytes()),
        either(a.layerBytes(), b.layerBytes()),
        either(a.emptyDirBytes(), b.emptyDirBytes()));
  }

  private static @Nullable Long either(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : a;
  }
}
