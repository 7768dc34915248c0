package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.proc.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a machine is taken for a node of Kubernetes: kubelet itself or its files, and what only a
 * kubelet leaves behind. A runtime alone is no sign: a developer's machine has one too.
 *
 * @param runtimeSocket the containerd that the shims of Kubernetes' containers talk to
 */
record NodeSigns(List<String> signs, @Nullable String runtimeSocket) {
  private static final String[] FILES = {
    "/var/lib/kubelet/config.yaml", "/etc/kubernetes/kubelet.conf", "/k8s/kubernetes/bin/kubelet"
  };

  static NodeSigns find(HostRoot root, List<ProcessStat> processes, InstalledParts parts) {
    List<String> signs = new ArrayList<>();
    for (String name : List.of("kubelet", "kube-proxy")) {
      for (PartProcess process : parts.processes(name)) {
        signs.add(name + " runs (pid " + process.pid() + ")");
        break;
      }
    }
    SystemdUnit unit = parts.unit("kubelet");
    if (unit != null) {
      signs.add(unit.path() + " starts kubelet");
    }
    for (String file : FILES) {
      if (Files.exists(root.resolve(file))) {
        signs.add(file + " is there");
      }
    }
    addPods(signs, root);
    addCgroups(signs, processes);
    String socket = shimSocket(root, processes);
    if (socket != null) {
      signs.add("containers of namespace k8s.io run under " + socket);
    }
    return new NodeSigns(List.copyOf(signs), socket);
  }

  /**
   * Pods whose directories were made since the machine was started; older ones may be leftovers.
   */
  private static void addPods(List<String> signs, HostRoot root) {
    long booted = bootSeconds(root);
    int pods = 0;
    for (String name : root.list("/var/log/pods").optional().orElse(List.of())) {
      pods += name.contains("_") && modified(root, "/var/log/pods/" + name) >= booted ? 1 : 0;
    }
    if (pods > 0) {
      signs.add("/var/log/pods holds the logs of " + pods + (pods == 1 ? " pod" : " pods"));
    }
  }

  private static long modified(HostRoot root, String path) {
    try {
      return Files.getLastModifiedTime(root.resolve(path)).toMillis() / 1000;
    } catch (IOException e) {
      return -1;
    }
  }

  /** {@code btime} of /proc/stat; 0 where it is not known. */
  private static long bootSeconds(HostRoot root) {
    String stat = root.read("/proc/stat", HostText::string).optional().orElse("");
    int at = stat.indexOf("\nbtime ");
    int end = at < 0 ? -1 : stat.indexOf('\n', at + 7);
    try {
      return end < 0 ? 0 : Long.parseLong(stat.substring(at + 7, end));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Processes that live in kubelet's cgroups; empty cgroups alone may be leftovers. */
  private static void addCgroups(List<String> signs, List<ProcessStat> processes) {
    Set<String> pods = new HashSet<>();
    for (ProcessStat process : processes) {
      String uid =
          process.cgroup().contains("kubepods") ? CgroupId.parse(process.cgroup()).podUid() : null;
      if (uid != null) {
        pods.add(uid);
      }
    }
    if (!pods.isEmpty()) {
      String count = pods.size() == 1 ? "1 pod runs" : pods.size() + " pods run";
      signs.add("processes of " + count + " in kubepods cgroups");
    }
  }

  /** {@code containerd-shim-runc-v2 -namespace k8s.io -id 4a5b... -address /run/...sock}. */
  private static @Nullable String shimSocket(HostRoot root, List<ProcessStat> processes) {
    for (ProcessStat process : processes) {
      if (process.name().startsWith("containerd-shim")) {
        Flags flags = Flags.of(PartProcess.command(root, process));
        if (flags.get("namespace", "").equals("k8s.io")) {
          return flags.get("address", "/run/containerd/containerd.sock");
        }
      }
    }
    return null;
  }
}
