package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.InterfaceCounters;
import io.kdiag.host.proc.ProcessFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network counters of pods: once a pod, from the network namespace of a process of it, for the
 * cgroup at which kubelet has them, its sandbox's. A runtime without sandboxes has them at the
 * pod's own. A pod in the machine's own namespace has none: its counters would be the machine's.
 * For one thread.
 */
final class PodNetworks {
  private final HostRoot root;

  /** By process: whether it is in a network namespace of its own. */
  private Map<Integer, Boolean> ownNetwork = Map.of();

  /** Where a pod's counters go, and the process to ask. */
  private record Holder(String path, int pid, double startSeconds, boolean sandbox) {}

  PodNetworks(HostRoot root) {
    this.root = root;
  }

  /** Counters by the path of the cgroup that has them. */
  Map<String, List<InterfaceCounters>> of(
      List<OwnedCgroup> all,
      Map<String, ProcessUse> processes,
      Reading<List<InterfaceCounters>> machine) {
    Map<String, List<InterfaceCounters>> networks = new HashMap<>();
    if (machine instanceof Reading.Present<List<InterfaceCounters>>(var interfaces)) {
      networks.put("/", wanted(interfaces));
    }
    Map<Integer, Boolean> next = new HashMap<>();
    for (Holder holder : holders(all, processes).values()) {
      List<InterfaceCounters> counters = counters(holder.pid(), next);
      if (counters != null) {
        networks.put(holder.path(), counters);
      }
    }
    ownNetwork = next;
    return networks;
  }

  /** One for each pod. */
  private static Map<String, Holder> holders(
      List<OwnedCgroup> all, Map<String, ProcessUse> processes) {
    Map<String, Holder> holders = new HashMap<>();
    for (OwnedCgroup each : all) {
      String pod = each.usage().id().podUid();
      ProcessUse use = processes.get(each.path());
      if (pod == null || !each.usage().id().isContainer() || use == null || use.firstPid() == 0) {
        continue;
      }
      boolean sandbox = each.owner().isPodOnly();
      String path = sandbox ? each.path() : each.path().substring(0, above(each.path()));
      double start = use.startSeconds() == null ? Double.MAX_VALUE : use.startSeconds();
      holders.merge(pod, new Holder(path, use.firstPid(), start, sandbox), PodNetworks::better);
    }
    return holders;
  }

  private static int above(String path) {
    return Math.max(1, path.lastIndexOf('/'));
  }

  /** The sandbox starts first: a container whose name is not known yet looks like one. */
  private static Holder better(Holder a, Holder b) {
    if (a.sandbox() != b.sandbox()) {
      return a.sandbox() ? a : b;
    }
    return b.startSeconds() < a.startSeconds() ? b : a;
  }

  private @Nullable List<InterfaceCounters> counters(int pid, Map<Integer, Boolean> next) {
    Boolean own = ownNetwork.get(pid);
    if (own == null) {
      own = ProcessFacts.hasOwnNetwork(root, pid).optional().orElse(null);
    }
    if (own == null) {
      return null;
    }
    next.put(pid, own);
    if (!own) {
      return null;
    }
    return InterfaceCounters.ofProcess(root, pid).map(PodNetworks::wanted).optional().orElse(null);
  }

  /** Without the loopback and the machine's ends of pods, as cAdvisor has them. */
  private static List<InterfaceCounters> wanted(List<InterfaceCounters> all) {
    List<InterfaceCounters> wanted = new ArrayList<>(all.size());
    for (InterfaceCounters each : all) {
      String name = each.name();
      if (!name.equals("lo") && !name.startsWith("veth") && !name.startsWith("docker")) {
        wanted.add(each);
      }
    }
    return List.copyOf(wanted);
  }
}
