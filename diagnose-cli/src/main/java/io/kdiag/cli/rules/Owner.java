package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.containerlog.ContainerLog;

/**
 * Whose a cgroup is: a container or pod by its name where its logs tell the name, else the cgroup's
 * path.
 *
 * @param object as findings name it: {@code container/shop/cart-0/app}, {@code pod/shop/cart-0},
 *     {@code cgroup//system.slice/ssh.service}
 * @param name as sentences name it: {@code container app of pod shop/cart-0}
 * @param path the cgroup's
 * @param pod as kubectl's arguments: {@code cart-0 -n shop}; empty: no pod, or not known which
 */
record Owner(String object, String name, String path, String pod) {

  /** The owner of the cgroup at {@code path} (as in {@code /proc/<pid>/cgroup}). */
  static Owner of(HostEvidence host, String path) {
    ContainerLog pod = null;
    for (ContainerState state : Seen.list(host.containers())) {
      ContainerLog log = state.log();
      String containerId = log.containerId();
      if (containerId != null && path.contains(containerId)) {
        return container(log, path);
      }
      if (isOfPod(path, log.podUid())) {
        pod = log;
      }
    }
    return pod == null ? new Owner("cgroup/" + path, "cgroup " + path, path, "") : inPod(pod, path);
  }

  /** The owner of a cgroup that was read. */
  static Owner of(HostEvidence host, CgroupId id) {
    return of(host, id.path());
  }

  /** {@code java (pid 12)}, with the container where {@code cgroup} is one's. */
  static String process(HostEvidence host, String name, int pid, String cgroup) {
    String where = isKubernetes(cgroup) ? ", " + of(host, cgroup).name() : "";
    return name + " (pid " + pid + where + ")";
  }

  /** Below {@code kubepods}, in either driver's form. */
  static boolean isKubernetes(String path) {
    return path.contains("kubepods");
  }

  /** Whether the cgroup is that pod's or lies in it: dashes, or underscores under systemd. */
  static boolean isOfPod(String path, String podUid) {
    return !podUid.isEmpty()
        && (path.contains("pod" + podUid) || path.contains("pod" + podUid.replace('-', '_')));
  }

  private static Owner container(ContainerLog log, String path) {
    return new Owner(
        "container/" + log.namespace() + "/" + log.pod() + "/" + log.container(),
        "container " + log.container() + " of pod " + log.namespace() + "/" + log.pod(),
        path,
        log.pod() + " -n " + log.namespace());
  }

  /** The pod itself, or a container of it whose name is not known. */
  private static Owner inPod(ContainerLog log, String path) {
    String name = "pod " + log.namespace() + "/" + log.pod();
    String last = path.substring(path.lastIndexOf('/') + 1);
    String id = last.length() > 28 ? last.substring(0, 28) + "..." : last;
    return new Owner(
        "pod/" + log.namespace() + "/" + log.pod(),
        isOfPod(last, log.podUid()) ? name : "container " + id + " of " + name,
        path,
        log.pod() + " -n " + log.namespace());
  }
}
