package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem.PodObject;
import io.kdiag.host.HostRoot;
import io.kdiag.host.cgroup.CgroupId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a control group's path which pod and container it is, by the names that kubelet gives
 * to their log directories; nobody is asked.
 *
 * <pre>
 * /kubepods/burstable/pod0c1f7a3e-.../4a5b...               the control group
 * /var/log/pods/default_web-0_0c1f7a3e-...                  the pod
 * /var/log/containers/web-0_default_nginx-4a5b....log       the container
 * </pre>
 */
final class PodNames {
  private final HostRoot root;

  PodNames(HostRoot root) {
    this.root = root;
  }

  /** Null where the path is no pod's. Names that are not to be found are empty. */
  @Nullable PodObject of(String cgroup) {
    CgroupId id = CgroupId.parse(cgroup);
    String uid = id.podUid();
    if (uid == null) {
      return null;
    }
    String containerId = id.containerId() == null ? "" : id.containerId();
    String container = containerId.isEmpty() ? "" : container(containerId);
    for (String name : names("/var/log/pods")) {
      int first = name.indexOf('_');
      int second = name.indexOf('_', first + 1);
      if (first > 0 && second > 0 && name.substring(second + 1).equals(uid)) {
        String namespace = name.substring(0, first);
        String pod = name.substring(first + 1, second);
        return new PodObject(namespace, pod, uid, container, containerId);
      }
    }
    return new PodObject("", "", uid, container, containerId);
  }

  private String container(String id) {
    String end = "-" + id + ".log";
    for (String name : names("/var/log/containers")) {
      if (name.endsWith(end)) {
        String start = name.substring(0, name.length() - end.length());
        return start.substring(start.lastIndexOf('_') + 1);
      }
    }
    return "";
  }

  private List<String> names(String directory) {
    return root.list(directory).optional().orElse(List.of());
  }
}
